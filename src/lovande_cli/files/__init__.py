"""Reading and writing what people keep."""
