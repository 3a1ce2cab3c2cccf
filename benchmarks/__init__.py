"""What things cost, side by side in one process: ``python -m benchmarks``."""
