"""The record: every fact sealed in order, so that anybody can prove later what happened."""
