"""The register of personal fields, table by table."""
