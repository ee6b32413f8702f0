"""polars (streaming engine) doing what `assess` does: the same joins, days, lifetimes and sums.

Usage: polars_peer.py INVENTORY FACTORS THREADS   (0: all). Prints: peak MB, seconds of processor, "total", the total.
"""
import os
import resource
import sys
from datetime import date

inventory, factors, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
if threads:
    os.environ["POLARS_MAX_THREADS"] = str(threads)

import polars as pl  # noqa: E402  (the number of threads is read when it loads)


def table(name):
    return pl.read_csv(os.path.join(factors, name), infer_schema=False)


criteria = table("criteria.csv")["criterion"].to_list()
stages = ["manufacturing", "distribution", "embodied", "end_of_life"]
bounds = ["value", "low", "high"]
types = table("types.csv").select(kind="equipment_type", parent="parent_type")


def by_kind(frame):
    """Rows of a topic by type, a type without its own taking its parent's."""
    own = set(frame["equipment_type"])
    of = types.with_columns(of=pl.when(pl.col("kind").is_in(own)).then("kind").otherwise("parent"))
    return of.join(frame, left_on="of", right_on="equipment_type", how="left").drop("parent", "of")


equipment = by_kind(table("equipment.csv").filter(pl.col("superseded_by").is_null() | (pl.col("superseded_by") == "")))
kinds = equipment.group_by("kind").agg(
    pl.col(b).filter((pl.col("stage") == s) & (pl.col("criterion") == c)).cast(pl.Float64).sum().alias(f"{s}_{c}_{b}")
    for c in criteria for s in stages for b in bounds
)
for name, prefix in [("lifetimes.csv", "life"), ("energy.csv", "kwh")]:
    topic = by_kind(table(name)).select("kind", *[pl.col(b).cast(pl.Float64).alias(f"{prefix}_{b}") for b in bounds])
    kinds = kinds.join(topic, on="kind", how="left")
mixes = table("electricity.csv").with_columns(pl.col("year").cast(pl.Int32)).filter(pl.col("year") <= 2025)
mixes = mixes.filter(pl.col("year") == pl.col("year").max().over("zone"))
mixes = mixes.group_by("zone").agg(
    pl.col(b).filter(pl.col("criterion") == c).cast(pl.Float64).first().alias(f"mix_{c}_{b}") for c in criteria for b in bounds
).join(table("zones.csv").select("zone", "iso2"), on="zone").drop("zone")

first, end = date(2025, 1, 1), date(2026, 1, 1)
day = pl.Date
schema = {name: pl.String for name in (
    "equipment_id equipment_type manufacturer model quantity status acquired_on in_service_on decommissioned_on exited_on "
    "site country entity annual_energy_kwh cpu_model ram_gb ssd_gb warranty_months price_eur").split()}
schema |= {"quantity": pl.Float64, "annual_energy_kwh": pl.Float64}
lines = pl.scan_csv(inventory, schema=schema, try_parse_dates=False).select(
    "equipment_type", "quantity", "status", "site", "country", "entity", "annual_energy_kwh",
    *[pl.col(c).str.to_date("%Y-%m-%d") for c in ("acquired_on", "in_service_on", "decommissioned_on", "exited_on")],
)
lines = lines.join(kinds.lazy(), left_on="equipment_type", right_on="kind").join(mixes.lazy(), left_on="country", right_on="iso2")
lines = lines.with_columns(gone=pl.coalesce(
    "exited_on",
    pl.when(pl.col("status") == "exited").then(pl.coalesce("decommissioned_on", pl.lit(first))).otherwise(pl.lit(end))))


def days(start, stop):
    return (pl.min_horizontal(stop, pl.lit(end)) - start).dt.total_days().clip(lower_bound=0)


lines = lines.with_columns(
    held=days(pl.max_horizontal("acquired_on", pl.lit(first)), "gone") / 365.0,
    used=pl.when(pl.col("status").is_in(["in_stock", "in_repair", "ordered"])).then(0.0).otherwise(
        days(pl.max_horizontal("in_service_on", pl.lit(first)), pl.min_horizontal("decommissioned_on", "gone")) / 365.0),
    age=days(pl.col("in_service_on"), "gone") / 365.25,
    year=pl.col("acquired_on").dt.year(),
)
q = pl.col("quantity")
lines = lines.with_columns(
    w_value=q * pl.col("held") / pl.max_horizontal("life_value", "age"),
    w_low=q * pl.col("held") / pl.max_horizontal("life_high", "age"),
    w_high=q * pl.col("held") / pl.max_horizontal("life_low", "age"),
    **{f"e_{b}": q * pl.col("used") * pl.coalesce("annual_energy_kwh", f"kwh_{b}") for b in bounds},
)
sums = [q.sum().alias("units")]
for c in criteria:
    for b in bounds:
        sums += [(pl.col(f"w_{b}") * pl.col(f"{s}_{c}_{b}")).sum().alias(f"{s}_{c}_{b}") for s in stages]
        sums.append((pl.col(f"e_{b}") * pl.col(f"mix_{c}_{b}")).sum().alias(f"use_{c}_{b}"))
axes = ["equipment_type", "site", "entity", "country", "status", "year"]
frames = pl.collect_all([lines.group_by(axis).agg(sums) for axis in axes], engine="streaming")
total = sum(frames[0][f"{s}_{criteria[0]}_value"].sum() for s in stages + ["use"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime, "total", f"{total:.9e}")
