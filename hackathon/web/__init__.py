"""The glue between Flask and the features: access, errors, forms, pages, paging and the JSON API."""
