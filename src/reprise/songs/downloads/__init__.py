"""Downloads: samples in other formats, whole jobs as archives."""
