"""The reviewer's desk in a browser: find, follow, compare, sign off, take along."""
