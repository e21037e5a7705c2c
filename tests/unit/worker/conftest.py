from tests.support.worker_bench import bench

__all__ = ["bench"]
