"""How dates and numbers are written and typed in each language (Django's FORMAT_MODULE_PATH)."""
