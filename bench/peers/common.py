"""What both peers share: the clock, what they tell at their end, and k-means. Money is whole cents (`_c`) or 1/10,000 (`_e4`)."""

import json
import resource
import time

from sklearn.cluster import KMeans

AS_OF = "2025-12-31"
SERVICE = ["ticket", "complaint"]
ACCOUNTS = {"6601": "desk", "6611": "service", "6621": "sales", "6632": "warehouse"}
TOTALS = ["net_sales_e4", "cost_e4", "serve_c", "credit_e4", "profit_e4"]


class Laps:
    """Milliseconds by stage, in the words of the benchmark."""

    def __init__(self):
        self.stages = []
        self.begun = time.perf_counter()

    def end(self, stage):
        now = time.perf_counter()
        self.stages.append({"stage": stage, "milliseconds": round((now - self.begun) * 1000)})
        self.begun = now


def tell(laps, totals):
    used = resource.getrusage(resource.RUSAGE_SELF)
    usage = {"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}
    print(json.dumps({"stages": laps.stages, "totals": totals, "usage": usage}))


def clusters(points):
    """Standardised, ten restarts, as the scikit-learn guide has it."""
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    return KMeans(n_clusters=6, n_init=10, random_state=7).fit(scaled).labels_
