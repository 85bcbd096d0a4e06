"""The suite as tests: ``pytest --pyargs carelink.testing.suite --carelink-client their:Client``."""
