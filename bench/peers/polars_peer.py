"""The reference workload in polars and scikit-learn: eager frames, expressions on all threads.

usage: polars_peer.py <folder of the exports> csv|parquet <output folder> <practical minutes of a department>
"""

import os
import sys
from datetime import date

import numpy as np
import polars as pl
from common import ACCOUNTS, AS_OF, SERVICE, TOTALS, Laps, clusters, tell
from polars import col

folder, file_format, out, capacity = sys.argv[1:5]
capacity = float(capacity)
as_of = date.fromisoformat(AS_OF)
os.makedirs(out, exist_ok=True)


def read(table, **types):
    if file_format == "parquet":
        return pl.read_parquet(f"{folder}/{table}.parquet").with_columns(col(name).cast(kind) for name, kind in types.items())
    return pl.read_csv(f"{folder}/{table}.csv", schema_overrides=types, try_parse_dates=True)


def whole(column, factor):
    return (col(column) * factor).round().cast(pl.Int64)


def period(column):
    return col(column).dt.year().cast(pl.Int32) * 12 + col(column).dt.month().cast(pl.Int32)


laps = Laps()
customers = read("customers", customer_id=pl.Int32)
read("products", product_id=pl.Int32)
receivables = read("receivables", invoice_id=pl.Int32, customer_id=pl.Int32, amount=pl.Float64)
interactions = read("interactions", interaction_id=pl.Int32, customer_id=pl.Int32, minutes=pl.Int32)
ledger = read("ledger", period=pl.String, account=pl.String, amount=pl.Float64)
lines = read(
    "invoice_lines",
    invoice_id=pl.Int32,
    line_no=pl.Int16,
    customer_id=pl.Int32,
    product_id=pl.Int32,
    quantity=pl.Int32,
    unit_price=pl.Float64,
    discount_rate=pl.Float64,
    unit_cost=pl.Float64,
)
set_aside = lines["customer_id"].null_count()
lines = lines.filter(col("customer_id").is_not_null())
laps.end("ingest")

quantity = col("quantity").cast(pl.Int64)
gross = quantity * whole("unit_price", 100) * 100
net = quantity * whole("unit_price", 100) * (100 - whole("discount_rate", 100))
sold, returned = col("quantity") > 0, col("quantity") < 0
invoices = (
    lines.lazy()
    .select(
        "invoice_id",
        "customer_id",
        day="invoiced_on",
        sold=sold,
        returned=returned,
        gross_e4=pl.when(sold).then(gross).otherwise(0),
        discount_e4=pl.when(sold).then(gross - net).otherwise(0),
        returns_e4=pl.when(returned).then(-net).otherwise(0),
        cost_e4=quantity * whole("unit_cost", 100) * 100,
    )
    .group_by("invoice_id")
    .agg(
        col("customer_id", "day").first(),
        col("gross_e4", "discount_e4", "returns_e4", "cost_e4").sum(),
        n=pl.len(),
        n_returns=col("returned").sum(),
        is_purchase=col("sold").any(),
    )
    .with_columns(p=period("day"), kept_e4=col("gross_e4") - col("discount_e4") - col("returns_e4"))
    .collect()
)
del lines

days = (col("paid_on").fill_null(as_of).clip(upper_bound=as_of) - col("issued_on")).dt.total_days()
credit = (
    receivables.lazy()
    .select("customer_id", amount_c=whole("amount", 100), days=days)
    .group_by("customer_id")
    .agg(amount_c=col("amount_c").sum(), amount_days=(col("amount_c") * col("days")).sum())
    .select(
        "customer_id",
        credit_e4=(col("amount_days").cast(pl.Float64) * 100 * 0.06 / 365 + 0.5).floor().cast(pl.Int64),
        days_to_pay=col("amount_days") / col("amount_c"),
    )
    .collect()
)

by_month = invoices.group_by("customer_id", "p").agg(
    desk=(6.0 * col("is_purchase") + 1.5 * col("n") + 10.0 * col("n_returns")).sum(), warehouse=col("n").sum().cast(pl.Float64)
)
contacts = interactions.group_by(
    "customer_id", p=period("at"), pool=pl.when(col("kind").is_in(SERVICE)).then(pl.lit("service")).otherwise(pl.lit("sales"))
).agg(q=col("minutes").cast(pl.Float64).sum())
drivers = pl.concat(
    [
        by_month.select("customer_id", "p", pool=pl.lit("desk"), q="desk"),
        by_month.select("customer_id", "p", pool=pl.lit("warehouse"), q="warehouse"),
        contacts.select("customer_id", "p", "pool", "q"),
    ]
)
pools = ledger.filter(col("account").is_in(list(ACCOUNTS))).select(
    pool=col("account").replace(ACCOUNTS),
    p=col("period").str.slice(0, 4).cast(pl.Int32) * 12 + col("period").str.slice(5, 2).cast(pl.Int32),
    amount_c=whole("amount", 100),
)
rates = drivers.group_by("pool", "p").agg(used=col("q").sum()).join(pools, on=["pool", "p"])
timed = col("pool").is_in(["desk", "service"])
base = pl.when(timed & (col("used") < capacity)).then(capacity).otherwise(col("used"))
charges = drivers.join(rates, on=["pool", "p"]).select(
    "customer_id", "pool", charge_c=(col("q") / base * col("amount_c") + 0.5).floor().cast(pl.Int64)
)
served = charges.group_by("customer_id").agg(
    *[col("charge_c").filter(col("pool") == pool).sum().alias(pool) for pool in ACCOUNTS.values()],
    serve_c=col("charge_c").sum(),
)

kept = col("kept_e4")
bought = invoices.group_by("customer_id").agg(
    col("gross_e4", "discount_e4", "returns_e4", "cost_e4").sum(),
    last_day=col("day").filter("is_purchase").max(),
    frequency=col("is_purchase").sum().cast(pl.Int64),
    this_year=kept.filter(col("day") >= date(2025, 1, 1)).sum(),
    last_year=kept.filter(col("day").is_between(date(2024, 1, 1), date(2025, 1, 1), closed="left")).sum(),
)
facts = (
    customers.select("customer_id", "name", "industry", "region")
    .join(bought, on="customer_id", how="left")
    .join(served, on="customer_id", how="left")
    .join(credit, on="customer_id", how="left")
    .with_columns(recency=(pl.lit(as_of) - col("last_day")).dt.total_days())
    .with_columns(pl.exclude("recency", "last_day", "name", "industry", "region").fill_null(0))
    .with_columns(net_sales_e4=col("gross_e4") - col("discount_e4") - col("returns_e4"))
    .with_columns(profit_e4=col("net_sales_e4") - col("cost_e4") - 100 * col("serve_c") - col("credit_e4"))
)
laps.end("features")

count = facts.height
size, larger = divmod(count, 5)
fifths = np.repeat(np.arange(1, 6), [size + (fifth < larger) for fifth in range(5)])
for score, column, descending in (("r", "recency", True), ("f", "frequency", False), ("m", "net_sales_e4", False)):
    facts = facts.sort([column, "customer_id"], descending=[descending, False], nulls_last=True).with_columns(
        pl.Series(score, fifths)
    )
facts = facts.sort(["profit_e4", "customer_id"], descending=[True, False]).with_columns(
    rank=pl.int_range(1, count + 1),
    good_so_far=col("profit_e4").clip(lower_bound=0).cum_sum(),
    profit_so_far=col("profit_e4").cum_sum(),
)
sales, listed = col("net_sales_e4"), col("gross_e4") - col("discount_e4")
moved = col("this_year").abs() + col("last_year").abs()
points = facts.select(
    f1=col("recency").fill_null(1096).cast(pl.Float64),
    f2=(col("frequency") + 1).log(),
    f3=(sales.clip(lower_bound=0) / 1e4 + 1).log(),
    f4=pl.when(sales > 0).then(((sales - col("cost_e4")) / sales).clip(lower_bound=-1)).otherwise(0.0),
    f5=pl.when(sales > 0).then((100 * col("serve_c") / sales).clip(upper_bound=2)).otherwise(2.0),
    f6=pl.when(listed > 0).then((col("returns_e4") / listed).clip(upper_bound=1)).otherwise(0.0),
    f7=col("days_to_pay").cast(pl.Float64),
    f8=pl.when(moved > 0).then((col("this_year") - col("last_year")) / moved).otherwise(0.0),
).to_numpy()
facts = facts.with_columns(pl.Series("cluster", clusters(np.ascontiguousarray(points))))
laps.end("models")

good = col("profit_e4").clip(lower_bound=0)
before, gains = col("good_so_far") - good, col("profit_e4") > 0
facts = facts.with_columns(
    tier=pl.when(gains & (before < 0.5 * good.sum()))
    .then(pl.lit("core"))
    .when(gains & (before < 0.8 * good.sum()))
    .then(pl.lit("growth"))
    .when(col("profit_e4") >= 0)
    .then(pl.lit("standard"))
    .when(col("profit_e4") >= -10_000_000)
    .then(pl.lit("watch"))
    .otherwise(pl.lit("act"))
)
facts.write_parquet(f"{out}/customers.parquet", compression="zstd")
laps.end("reports")
tell(laps, {**{name: int(facts[name].sum()) for name in TOTALS}, "customers": count, "set_aside": set_aside})
