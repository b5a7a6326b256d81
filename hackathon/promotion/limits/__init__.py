"""The numbers that promotion goes by, which stewards may change, each change being recorded."""
