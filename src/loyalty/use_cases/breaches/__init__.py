"""The register of breaches; one file per verb."""
