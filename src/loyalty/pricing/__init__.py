"""From a basket or a usage to lines and a total: list price, discounts, fees, tax, charge models."""
