"""Technical checks: what can be measured of audio without a listener. They say nothing of its quality."""
