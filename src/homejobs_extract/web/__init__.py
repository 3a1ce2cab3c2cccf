"""The workbench: a web page on this machine where fact-checkers read, compare and correct."""
