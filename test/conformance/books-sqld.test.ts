import { booksConformance } from "./books.ts";

booksConformance("an sqld primary", "sqld");
