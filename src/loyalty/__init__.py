"""A loyalty programme and tiered pricing engine: rule files in, prices and points with their reasons out."""
