"""Whole databases out into files and in again, each as it was at one moment."""
