"""Vouchers: codes that members show, counted so that no use is given twice."""
