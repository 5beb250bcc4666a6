"""The reference workload in pandas and scikit-learn, as an analyst would write it who cares for speed and for cents.

usage: pandas_peer.py <folder of the exports> csv|parquet <output folder> <practical minutes of a department>
"""

import os
import sys

import numpy as np
import pandas as pd
from common import ACCOUNTS, AS_OF, SERVICE, TOTALS, Laps, clusters, tell

folder, file_format, out, capacity = sys.argv[1:5]
capacity = float(capacity)
as_of = pd.Timestamp(AS_OF)
os.makedirs(out, exist_ok=True)


def read(table, types, dates=()):
    if file_format == "parquet":
        frame = pd.read_parquet(f"{folder}/{table}.parquet")
        for column, kind in types.items():
            frame[column] = frame[column].astype(kind)
        for column in dates:
            frame[column] = pd.to_datetime(frame[column])
        return frame
    return pd.read_csv(f"{folder}/{table}.csv", dtype=types, parse_dates=list(dates))


def whole(values, factor):
    return np.rint(values.to_numpy() * factor).astype("int64")


def half_up(values):
    return np.floor(values + 0.5).astype("int64")


def period(days):
    return (days.dt.year * 12 + days.dt.month).astype("int32")


laps = Laps()
customers = read("customers", {"customer_id": "int32"}, ["created_on"])
read("products", {"product_id": "int32"})
receivables = read(
    "receivables", {"invoice_id": "int32", "customer_id": "int32", "amount": "float64"}, ["issued_on", "due_on", "paid_on"]
)
interactions = read("interactions", {"interaction_id": "int32", "customer_id": "int32", "kind": "category", "minutes": "int32"}, ["at"])
ledger = read("ledger", {"period": "str", "account": "str", "amount": "float64"})
lines = read(
    "invoice_lines",
    {
        "invoice_id": "int32",
        "line_no": "int16",
        "customer_id": "float64",
        "product_id": "int32",
        "quantity": "int32",
        "unit_price": "float64",
        "discount_rate": "float64",
        "unit_cost": "float64",
    },
    ["invoiced_on"],
)
unknown = lines["customer_id"].isna()
set_aside = int(unknown.sum())
lines = lines[~unknown]
laps.end("ingest")

quantity = lines["quantity"].to_numpy().astype("int64")
price = whole(lines["unit_price"], 100)
sold = quantity > 0
gross = quantity * price * 100
net = quantity * price * (100 - whole(lines["discount_rate"], 100))
invoices = pd.DataFrame(
    {
        "invoice_id": lines["invoice_id"].to_numpy(),
        "customer_id": lines["customer_id"].to_numpy().astype("int32"),
        "day": lines["invoiced_on"].to_numpy(),
        "n": np.ones(len(lines), "int32"),
        "n_returns": (quantity < 0).astype("int32"),
        "n_sold": sold.astype("int32"),
        "gross_e4": np.where(sold, gross, 0),
        "discount_e4": np.where(sold, gross - net, 0),
        "returns_e4": np.where(quantity < 0, -net, 0),
        "cost_e4": quantity * whole(lines["unit_cost"], 100) * 100,
    }
)
del lines, quantity, price, sold, gross, net
sums = ["n", "n_returns", "n_sold", "gross_e4", "discount_e4", "returns_e4", "cost_e4"]
invoices = invoices.groupby("invoice_id", sort=False).agg(
    {"customer_id": "first", "day": "first", **{name: "sum" for name in sums}}
)
invoices["is_purchase"] = invoices.pop("n_sold") > 0

amount = whole(receivables["amount"], 100)
paid = receivables["paid_on"].clip(upper=as_of).fillna(as_of)
days = (paid - receivables["issued_on"]).dt.days.to_numpy()
credit = (
    pd.DataFrame({"customer_id": receivables["customer_id"], "amount_c": amount, "amount_days": amount * days})
    .groupby("customer_id", sort=False)
    .sum()
)
credit["credit_e4"] = half_up(credit["amount_days"].to_numpy().astype("float64") * 100 * 0.06 / 365)
credit["days_to_pay"] = credit["amount_days"] / credit["amount_c"]

invoices["p"] = period(invoices["day"])
invoices["desk"] = 6 * invoices["is_purchase"] + 1.5 * invoices["n"] + 10 * invoices["n_returns"]
by_month = invoices.groupby(["customer_id", "p"], sort=False)[["desk", "n"]].sum().reset_index()
contacts = pd.DataFrame(
    {
        "customer_id": interactions["customer_id"],
        "p": period(interactions["at"]),
        "pool": np.where(interactions["kind"].isin(SERVICE), "service", "sales"),
        "q": interactions["minutes"],
    }
)
drivers = pd.concat(
    [
        by_month[["customer_id", "p", "desk"]].rename(columns={"desk": "q"}).assign(pool="desk"),
        by_month[["customer_id", "p", "n"]].rename(columns={"n": "q"}).assign(pool="warehouse"),
        contacts.groupby(["customer_id", "p", "pool"], sort=False)["q"].sum().reset_index(),
    ]
)
pools = pd.DataFrame(
    {
        "pool": ledger["account"].map(ACCOUNTS),
        "p": ledger["period"].str[:4].astype("int32") * 12 + ledger["period"].str[5:].astype("int32"),
        "amount_c": whole(ledger["amount"], 100),
    }
).dropna(subset=["pool"])
used = drivers.groupby(["pool", "p"], sort=False)["q"].sum().rename("used").reset_index()
charges = drivers.merge(used, on=["pool", "p"]).merge(pools, on=["pool", "p"])
timed = charges["pool"].isin(["desk", "service"]).to_numpy()
whole_use = charges["used"].to_numpy().astype("float64")
base = np.where(timed, np.maximum(whole_use, capacity), whole_use)
charges["charge_c"] = half_up(charges["q"].to_numpy() / base * charges["amount_c"].to_numpy())
served = charges.pivot_table(index="customer_id", columns="pool", values="charge_c", aggfunc="sum", fill_value=0)

this_year, last_year = pd.Timestamp("2025-01-01"), pd.Timestamp("2024-01-01")
invoices["kept_e4"] = invoices["gross_e4"] - invoices["discount_e4"] - invoices["returns_e4"]
invoices["this_year"] = np.where(invoices["day"] >= this_year, invoices["kept_e4"], 0)
invoices["last_year"] = np.where((invoices["day"] >= last_year) & (invoices["day"] < this_year), invoices["kept_e4"], 0)
bought = invoices.groupby("customer_id", sort=False)[
    ["gross_e4", "discount_e4", "returns_e4", "cost_e4", "this_year", "last_year"]
].sum()
purchases = invoices[invoices["is_purchase"]].groupby("customer_id", sort=False)["day"].agg(["max", "size"])
facts = (
    customers.set_index("customer_id")[["name", "industry", "region"]]
    .join(bought)
    .join(purchases.rename(columns={"max": "last_day", "size": "frequency"}))
    .join(served)
    .join(credit[["credit_e4", "days_to_pay"]])
)
facts["recency"] = (as_of - facts["last_day"]).dt.days
counted = ["frequency", *bought.columns, *ACCOUNTS.values(), "credit_e4"]
facts[counted] = facts[counted].fillna(0).astype("int64")
facts["days_to_pay"] = facts["days_to_pay"].fillna(0)
facts["net_sales_e4"] = facts["gross_e4"] - facts["discount_e4"] - facts["returns_e4"]
facts["serve_c"] = facts[list(ACCOUNTS.values())].sum(axis=1)
facts["profit_e4"] = facts["net_sales_e4"] - facts["cost_e4"] - 100 * facts["serve_c"] - facts["credit_e4"]
laps.end("features")

count = len(facts)
size, larger = divmod(count, 5)
fifths = np.repeat(np.arange(1, 6), [size + (fifth < larger) for fifth in range(5)])
facts = facts.reset_index()
for score, column, ascending in (("r", "recency", False), ("f", "frequency", True), ("m", "net_sales_e4", True)):
    order = facts.sort_values([column, "customer_id"], ascending=[ascending, True]).index
    facts.loc[order, score] = fifths
facts = facts.sort_values(["profit_e4", "customer_id"], ascending=[False, True], ignore_index=True)
facts["rank"] = np.arange(1, count + 1)
facts["good_so_far"] = facts["profit_e4"].clip(lower=0).cumsum()
facts["profit_so_far"] = facts["profit_e4"].cumsum()
sales, some = facts["net_sales_e4"].to_numpy().astype("float64"), facts["net_sales_e4"].to_numpy() > 0
per_sale = np.where(some, sales, 1)
listed = (facts["gross_e4"] - facts["discount_e4"]).to_numpy().astype("float64")
moved = facts["this_year"].abs() + facts["last_year"].abs()
points = np.column_stack(
    [
        facts["recency"].fillna(1096),
        np.log1p(facts["frequency"]),
        np.log1p(np.maximum(sales, 0) / 1e4),
        np.where(some, np.maximum(-1, (sales - facts["cost_e4"]) / per_sale), 0),
        np.where(some, np.minimum(2, 100 * facts["serve_c"] / per_sale), 2),
        np.where(listed > 0, np.minimum(1, facts["returns_e4"] / np.where(listed > 0, listed, 1)), 0),
        facts["days_to_pay"],
        np.where(moved > 0, (facts["this_year"] - facts["last_year"]) / moved.where(moved > 0, 1), 0),
    ]
).astype("float64")
facts["cluster"] = clusters(points)
laps.end("models")

good = facts["profit_e4"].clip(lower=0)
before, gains = facts["good_so_far"] - good, facts["profit_e4"] > 0
facts["tier"] = np.select(
    [gains & (before < 0.5 * good.sum()), gains & (before < 0.8 * good.sum()), facts["profit_e4"] >= 0, facts["profit_e4"] >= -10_000_000],
    ["core", "growth", "standard", "watch"],
    "act",
)
facts.to_parquet(f"{out}/customers.parquet", compression="zstd")
laps.end("reports")
tell(laps, {**{name: int(facts[name].sum()) for name in TOTALS}, "customers": count, "set_aside": set_aside})
