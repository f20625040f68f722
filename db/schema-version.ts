/** The number of the newest file in `db/migrations`, for a runtime that has no files to look at. A test keeps it true. */
export const newestSchema = 4;
