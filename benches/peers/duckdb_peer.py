"""DuckDB doing what `assess` does: the same joins, the same days and lifetimes, sums by six axes.

Usage: duckdb_peer.py INVENTORY FACTORS THREADS   (0: all). Prints: peak MB, seconds of processor, "total", the total.
"""
import os
import resource
import sys

import duckdb

inventory, factors, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
db = duckdb.connect()
if threads:
    db.execute(f"SET threads = {threads}")
db.execute("SET preserve_insertion_order = false")


def table(name):
    return f"read_csv('{os.path.join(factors, name)}', header = true, all_varchar = true)"


criteria = [row[0] for row in db.execute(f"SELECT criterion FROM {table('criteria.csv')}").fetchall()]
stages = ["manufacturing", "distribution", "embodied", "end_of_life"]
bounds = ["value", "low", "high"]
pick = ", ".join(
    f"coalesce(max(CASE WHEN e.stage = '{s}' AND e.criterion = '{c}' THEN e.{b}::DOUBLE END), 0) AS {s}_{c}_{b}"
    for c in criteria for s in stages for b in bounds
)
# A type without factors of its own takes those of its parent, as `factor::attach` does.
db.execute(f"""
CREATE TABLE kinds AS
WITH t AS (SELECT equipment_type AS kind, parent_type AS parent FROM {table('types.csv')}),
e AS (SELECT * FROM {table('equipment.csv')} WHERE superseded_by IS NULL),
l AS (SELECT * FROM {table('lifetimes.csv')}),
n AS (SELECT * FROM {table('energy.csv')}),
f AS (SELECT t.kind, coalesce((SELECT any_value(e.equipment_type) FROM e WHERE e.equipment_type = t.kind), t.parent) AS of_kind,
             coalesce((SELECT any_value(l.equipment_type) FROM l WHERE l.equipment_type = t.kind), t.parent) AS l_kind,
             coalesce((SELECT any_value(n.equipment_type) FROM n WHERE n.equipment_type = t.kind), t.parent) AS n_kind FROM t)
SELECT f.kind, any_value(l.value::DOUBLE) AS life, any_value(l.low::DOUBLE) AS life_low, any_value(l.high::DOUBLE) AS life_high,
       any_value(n.value::DOUBLE) AS kwh, any_value(n.low::DOUBLE) AS kwh_low, any_value(n.high::DOUBLE) AS kwh_high, {pick}
FROM f LEFT JOIN e ON e.equipment_type = f.of_kind LEFT JOIN l ON l.equipment_type = f.l_kind
LEFT JOIN n ON n.equipment_type = f.n_kind GROUP BY f.kind
""")
mixes = ", ".join(
    f"max(CASE WHEN x.criterion = '{c}' THEN x.{b}::DOUBLE END) AS mix_{c}_{b}" for c in criteria for b in bounds
)
# The latest year up to 2025 of each zone.
db.execute(f"""
CREATE TABLE mixes AS
WITH x AS (SELECT * FROM {table('electricity.csv')} WHERE year::INT <= 2025
           QUALIFY rank() OVER (PARTITION BY zone ORDER BY year::INT DESC) = 1)
SELECT z.iso2, {mixes} FROM x JOIN {table('zones.csv')} z ON z.zone = x.zone GROUP BY z.iso2
""")
sums = ", ".join(
    [f"sum(w_{b} * {s}_{c}_{b}) AS {s}_{c}_{b}" for c in criteria for s in stages for b in bounds]
    + [f"sum(e_{b} * mix_{c}_{b}) AS use_{c}_{b}" for c in criteria for b in bounds]
)
columns = ("{'equipment_id':'VARCHAR','equipment_type':'VARCHAR','manufacturer':'VARCHAR','model':'VARCHAR',"
           "'quantity':'DOUBLE','status':'VARCHAR','acquired_on':'DATE','in_service_on':'DATE',"
           "'decommissioned_on':'DATE','exited_on':'DATE','site':'VARCHAR','country':'VARCHAR','entity':'VARCHAR',"
           "'annual_energy_kwh':'DOUBLE','cpu_model':'VARCHAR','ram_gb':'VARCHAR','ssd_gb':'VARCHAR',"
           "'warranty_months':'VARCHAR','price_eur':'VARCHAR'}")
query = f"""
WITH r AS (
  SELECT i.*, k.*, m.*, DATE '2025-01-01' AS first_day, DATE '2026-01-01' AS end_day,
         coalesce(exited_on, CASE WHEN status = 'exited' THEN coalesce(decommissioned_on, DATE '2025-01-01') ELSE DATE '2026-01-01' END) AS gone
  FROM read_csv('{inventory}', header = true, columns = {columns}) i
  JOIN kinds k ON k.kind = i.equipment_type JOIN mixes m ON m.iso2 = i.country),
d AS (
  SELECT *, coalesce(least(decommissioned_on, gone), gone) AS unused,
         greatest(0, date_diff('day', greatest(acquired_on, first_day), least(gone, end_day))) AS held,
         greatest(0, date_diff('day', in_service_on, least(gone, end_day))) / 365.25 AS age
  FROM r),
w AS (
  SELECT *, CASE WHEN status IN ('in_stock', 'in_repair', 'ordered') THEN 0
                 ELSE greatest(0, date_diff('day', greatest(in_service_on, first_day), least(unused, end_day))) END / 365.0 AS used
  FROM d),
v AS (
  SELECT equipment_type, site, entity, country, status, year(acquired_on) AS year, * EXCLUDE (equipment_type, site, entity, country, status),
         quantity * held / 365.0 / greatest(life, age) AS w_value,
         quantity * held / 365.0 / greatest(life_high, age) AS w_low,
         quantity * held / 365.0 / greatest(life_low, age) AS w_high,
         quantity * used * coalesce(annual_energy_kwh, kwh) AS e_value,
         quantity * used * coalesce(annual_energy_kwh, kwh_low) AS e_low,
         quantity * used * coalesce(annual_energy_kwh, kwh_high) AS e_high
  FROM w)
SELECT equipment_type, site, entity, country, status, year, grouping(equipment_type) AS g, sum(quantity) AS units, {sums}
FROM v GROUP BY GROUPING SETS ((equipment_type), (site), (entity), (country), (status), (year))
"""
frame = db.execute(query)
names = [d[0] for d in frame.description]
total = 0.0
for row in frame.fetchall():
    row = dict(zip(names, row))
    if row["g"] == 0:
        total += sum(row[f"{s}_{criteria[0]}_value"] for s in stages + ["use"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime, "total", f"{total:.9e}")
