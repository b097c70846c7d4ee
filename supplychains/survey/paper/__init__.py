"""Calls made without the browser: the sheet that is printed, and what is keyed from it afterwards."""
