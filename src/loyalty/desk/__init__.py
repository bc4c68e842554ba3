"""The reviewer's desk: documents found again, numbers followed to their rule lines, sign-offs, bundles."""
