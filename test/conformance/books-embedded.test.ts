import { booksConformance } from "./books.ts";

booksConformance("an embedded file", "embedded");
