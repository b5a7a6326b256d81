"""The programs that tests run against: each is started by the tests and needs no installation by hand."""
