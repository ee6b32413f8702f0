//! Values held against their definitions, worked out by hand with factors of round numbers.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod lots;

use empreinte_indicator::{
    Catalogue, EstateYear, Figure, GatherOptions, Gathered, Quality, Series, Value, compute,
};
use equipment::estate::Estate;
use factor::FactorSet;
use footprint::Axis;
use footprint::method::Method;
use ground::quantity::Interval;
use ground::table::Day;
use std::path::Path;

/// A laptop: 200 kg to make, 4 years, 50 kWh; a monitor: 300 kg, 6 years, 40 kWh; a smartphone:
/// 60 kg, 6 to bring and -3 at its end, 3 years, 5 kWh; a server: 1000 kWh. A kWh in France: 0.2 kg
/// in 2024, 0.1 in 2025.
const ROUND: &str = "../../tests/golden/factors-round";

struct Files(tempfile::TempDir);

impl Files {
    fn new(inventory: &str) -> Self {
        Self(tempfile::tempdir().unwrap())
            .with("inventories/2025.csv", inventory)
            .with("estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n")
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// What `of` makes of the facts gathered of 2025, or up to a day of it.
    fn gathered<T>(
        &self,
        method: &str,
        as_of: Option<Day>,
        of: impl FnOnce(&Gathered<'_>) -> T,
    ) -> T {
        let estate = Estate::open(&[self.0.path().to_owned()]).unwrap();
        let method = Method::named(method).unwrap();
        let round = Path::new(env!("CARGO_MANIFEST_DIR")).join(ROUND);
        let set = method.adapt(FactorSet::open(&round, false).unwrap());
        let options = GatherOptions { as_of, ..GatherOptions::of(2025) };
        of(&Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap())
    }

    fn value_on(&self, id: &str, as_of: Option<Day>) -> Value {
        let catalogue = Catalogue::shipped().unwrap();
        let definition = catalogue.named(id).unwrap();
        self.gathered("rcp-si", as_of, |gathered| {
            compute(&EstateYear::of(gathered, 2025).unwrap(), definition)
        })
    }

    fn value(&self, id: &str) -> Value {
        self.value_on(id, None)
    }

    #[track_caller]
    fn is(&self, id: &str, expected: f64) {
        self.bounds(id, expected, None);
    }

    /// A value, and its bounds.
    #[track_caller]
    fn bounds(&self, id: &str, expected: f64, bounds: Option<(f64, f64)>) {
        let value = self.value(id);
        let Ok(Figure::Number(found)) = value.figure else { panic!("{id}: {value:?}") };
        near(id, found.value, expected);
        if let Some((low, high)) = bounds {
            near(id, found.low, low);
            near(id, found.high, high);
        }
    }

    #[track_caller]
    fn covers(&self, id: &str, expected: f64) {
        near(id, self.value(id).coverage.unwrap(), expected);
    }

    #[track_caller]
    fn lacks(&self, id: &str, datum: &str) {
        let value = self.value(id);
        let missing = value.figure.as_ref().err().unwrap_or_else(|| panic!("{id}: {value:?}"));
        assert_eq!(missing.data[0].code(), datum, "{id}");
    }
}

#[track_caller]
fn near(what: &str, found: f64, expected: f64) {
    let close = (found - expected).abs() <= 1e-6 * expected.abs().max(1.0);
    assert!(close, "{what}: {found}, not {expected}");
}

fn months(days: f64) -> f64 {
    days / 30.437_5
}

const HEAD: &str = "equipment_id,equipment_type,quantity,status,acquired_on";

fn inventory(more: &str, rows: &[&str]) -> String {
    format!("{HEAD}{more}\n{}\n", rows.join("\n"))
}

#[test]
fn a_withdrawal_is_the_exit_of_what_is_gone_as_in_the_footprint() {
    let rows = [
        "X,laptop,10,Donné,2019-01-01,2025-07-01",
        "U,laptop,3,Donné,2019-01-01,",
        "Y,laptop,10,in_service,2022-01-01,",
    ];
    let estate = Files::new(&inventory(",decommissioned_on", &rows));
    // X left on 1 July 2025; nothing tells of the three when, and they count before the year.
    estate.is("donated_count", 10.0);
    estate.is("reformed_to_reuse", 10.0);
    estate.is("reuse_rate_cohort", 100.0);
    // 1 January 2019 to 1 July 2025: 2,373 days.
    estate.is("lifetime_mean_retired", months(2373.0));
    // Gone on the day of its withdrawal for want of another: how long it waited is not known.
    estate.lacks("storage_wait_before_exit", "reformed_stock");
    estate.is("devices_per_user", 1.0);
    // On 30 June it is still there.
    let june = estate.value_on("devices_per_user", Day::new(2025, 6, 30)).interval();
    assert_eq!(june, Some(Interval::exact(2.0)));
}

#[test]
fn a_state_says_how_what_is_gone_left_where_no_column_does() {
    let rows = [
        "V,laptop,2,Vendu,2019-01-01,2025-07-01,",
        "P,laptop,1,Perdu ou volé,2019-01-01,2025-07-01,",
        "D,laptop,4,Donné,2019-01-01,2025-07-01,weee",
        "S,laptop,8,in_service,2019-01-01,,",
    ];
    let estate = Files::new(&inventory(",decommissioned_on,exit_route", &rows));
    // The one that was lost or stolen may be neither: it is in the high bound.
    estate.bounds("sold_count", 2.0, Some((2.0, 3.0)));
    estate.bounds("donated_count", 0.0, Some((0.0, 1.0)));
    estate.covers("sold_count", 6.0 / 7.0);
}

#[test]
fn what_was_not_bought_or_used_by_the_cut_off_date_is_not_in_service() {
    let rows = [
        "F,laptop,10,in_service,2026-12-01,",
        "S,laptop,5,in_service,2025-12-01,2026-01-15",
        "Y,laptop,10,in_service,2019-01-01,",
    ];
    let estate = Files::new(&inventory(",in_service_on", &rows));
    estate.is("devices_per_user", 1.0);
    // 2019 to 2025, the cut-off date counting whole: 2,557 days.
    estate.is("age_mean_in_service", months(2557.0));
    // What waits for its first use is in stock: 5 of 15.
    estate.is("stock_rate", 100.0 / 3.0);
    estate.is("lifetime_implied_stock_flow", 12.0 * 15.0 / (5.0 / 3.0));
}

#[test]
fn an_age_is_the_one_that_the_footprint_amortises_over() {
    let rows = ["K,laptop,30,in_service,2022-01-01"];
    let estate = Files::new(&inventory("", &rows));
    // 2022 to 2025: 1,461 days, 4.00 years of 365.25 days: as old as the 4 of its type.
    estate.is("age_mean_in_service", months(1461.0));
    estate.is("share_over_reference_age", 100.0);
    let younger = Files::new(&inventory("", &["K,laptop,30,in_service,2022-01-02"]));
    younger.is("share_over_reference_age", 0.0);
}

#[test]
fn employees_own_kit_is_used_and_not_bought() {
    let rows = [
        "B,laptop,10,in_service,2025-01-01,byod,2000,new",
        "C,laptop,2,in_service,2025-01-01,cope,800,new",
        "P,laptop,1,in_service,2025-01-01,,400,refurbished",
    ];
    let estate = Files::new(&inventory(",ownership,price_eur,acquisition_mode", &rows));
    // The organisation's share: 10 × 0.57 + 2 × 0.85 + 1 = 8.4 laptops of 200 kg, and of 50 kWh.
    estate.is("it_ghg_purchase_year", 8.4 * 200.0 + 8.4 * 50.0 * 0.1);
    // Bought by it: the two and the one. 2.7 laptops.
    estate.is("it_scope3_2_capital", 2.7 * 200.0);
    estate.is("purchases_per_user", 0.3);
    estate.is("refurbished_rate_units", 100.0 / 3.0);
    // 400 of 2 × 800 + 400.
    estate.is("refurbished_rate_spend", 20.0);
    estate.is("it_mfg_ghg_per_unit_bought", 200.0);
    // The footprint of that method and scope says the same.
    let found = estate.gathered("ghg-protocol", None, |gathered| {
        let scopes = gathered.years[&2025].outcome.footprint.axis(Axis::Scope);
        let of = scopes.iter().find(|group| group.code == "3.2/4.2").unwrap();
        (of.sums.total(0).value, gathered.years[&2025].outcome.footprint.totals.total(0).value)
    });
    near("scope 3.2", found.0, 540.0);
    near("total", found.1, 8.4 * 205.0);
    // In use all the same.
    estate.is("devices_per_user", 1.3);
}

#[test]
fn a_workstation_draws_what_one_does_in_service_all_year() {
    let rows = [
        "B,laptop,10,in_service,2025-01-01,byod,",
        "D,laptop,10,in_service,2025-12-01,,",
        "N,laptop,5,in_service,2025-12-31,,80",
    ];
    let estate = Files::new(&inventory(",ownership,annual_energy_kwh", &rows));
    // 20 of 50 kWh and 5 of 80, whosever they are and whenever they came.
    estate.is("workstation_electricity_per_unit", (20.0 * 50.0 + 5.0 * 80.0) / 25.0);
}

/// A room with one server of 1,000 kWh at site A, its PUE 1.5, and a contract.
fn room(meter: &str, contract: &str) -> Files {
    let rows = ["S,server,1,in_service,2022-01-01,A,D,1000"];
    let card = format!(
        "[headcount]\n2025 = 10\n[[contracts]]\nname = \"g\"\nkind = \"guarantees_of_origin\"\n\
         kg_per_kwh = 0.011\nsource = \"x\"\n{contract}\n"
    );
    Files::new(&inventory(",site,datacentre_id,annual_energy_kwh", &rows))
        .with("estate.toml", &card)
        .with(
            "datacentres.csv",
            &format!("datacentre_id,country,pue,year,measured_kwh\nD,FR,1.5,{meter}\n"),
        )
}

#[test]
fn renewable_electricity_of_a_room_is_what_contracts_cover_where_its_machines_stand() {
    room(",", "share = 1.0").is("dc_ref", 1.0);
    room(",", "kwh = 750").is("dc_ref", 0.5);
    room(",", "share = 0.4\nsites = [\"A\"]").is("dc_ref", 0.4);
    // The meter says 1,600: 1,500 of the machine at A, and 100 besides, drawn where it stands.
    room("2025,1600", "share = 1.0").is("dc_ref", 1.0);
    room("2025,1600", "share = 0.5\nsites = [\"A\"]").is("dc_ref", 0.5);
    room("2025,1200", "share = 1.0\nsites = [\"A\"]").is("dc_ref", 1.0);
}

#[test]
fn what_is_out_of_use_without_a_date_is_in_stock_on_1_january_as_in_the_footprint() {
    let rows = [
        "A,laptop,10,decommissioned,2021-01-01,,,",
        "B,laptop,1,decommissioned,2021-01-01,,2024-06-01,",
        "C,laptop,5,exited,2021-01-01,2025-05-01,,donation",
        "K,laptop,1,in_service,2021-01-01,,,",
    ];
    let text = inventory(",exited_on,decommissioned_on,exit_route", &rows);
    let estate = Files::new(&text);
    // B for sure, A by the footprint's rule: 1 at least, 11 taken.
    estate.bounds("reformed_stock_1jan", 11.0, Some((1.0, 11.0)));
    estate.bounds("reen_reuse_rate", 500.0 / 11.0, Some((500.0 / 11.0, 500.0)));
    for id in ["reformed_stock_1jan", "reen_reuse_rate"] {
        assert_eq!(estate.value(id).quality, Quality::Estimated, "{id}");
    }
    // The inventory of the eve tells of A: still in service, or out of use already.
    let eve = |status: &str| {
        let before = inventory("", &[&format!("A,laptop,10,{status},2021-01-01")]);
        Files::new(&text).with("inventories/2024.csv", &before)
    };
    eve("in_service").bounds("reformed_stock_1jan", 1.0, Some((1.0, 1.0)));
    eve("decommissioned").bounds("reformed_stock_1jan", 11.0, Some((11.0, 11.0)));
}

#[test]
fn what_nothing_is_known_of_is_no_zero() {
    let lots = "date,kind,lot_id,equipment_type,quantity,to_party\n\
                2025-04-01,donate,LOT,laptop,10,Asso\n2025-05-01,sell,LOT2,laptop,4,Asso\n";
    let estate = Files::new(&inventory("", &["K,laptop,5,in_service,2022-01-01"]))
        .with("movements.csv", lots);
    estate.is("reformed_to_reuse", 14.0);
    // Of the fourteen no age is known.
    estate.lacks("reformed_to_reuse_under10", "start_dates");
    estate.lacks("reen_reuse_rate", "start_dates");
    // One of known age more: 1 to 15, known of 1 in 15.
    let rows = [
        "K,laptop,5,in_service,2022-01-01,,",
        "G,laptop,1,exited,2020-01-01,2025-05-01,donation",
        "V,laptop,4,exited,2020-01-01,2025-05-01,",
    ];
    let estate = Files::new(&inventory(",exited_on,exit_route", &rows)).with("movements.csv", lots);
    // Nor is it known where four went.
    estate.bounds("reformed_to_reuse_under10", 1.0, Some((1.0, 19.0)));
    estate.covers("reformed_to_reuse_under10", 1.0 / 19.0);
    estate.bounds("donated_count", 11.0, Some((11.0, 15.0)));
    estate.bounds("sold_count", 4.0, Some((4.0, 8.0)));
    estate.bounds("transferred_public_count", 0.0, Some((0.0, 4.0)));
}

#[test]
fn a_count_of_stock_has_those_of_unknown_age_in_its_high_bound() {
    let rows = [
        "A,laptop,10,decommissioned,2010-01-01,2024-06-01",
        "B,laptop,10,decommissioned,,2024-06-01",
        "S,server,1,decommissioned,2021-01-01,2024-06-01",
        "K,laptop,1,in_service,2021-01-01,",
    ];
    let estate = Files::new(&inventory(",decommissioned_on", &rows));
    // A is over ten years old, a server of category 4, and of B no age is known: 11 known of 21.
    estate.bounds("reformed_stock_1jan_under10", 0.0, Some((0.0, 10.0)));
    estate.covers("reformed_stock_1jan_under10", 11.0 / 21.0);
}

#[test]
fn leases_of_units_of_unknown_mode_are_in_the_high_bound() {
    let rows = ["A,laptop,2,in_service,2021-01-01,new", "B,laptop,8,in_service,2021-01-01,"];
    let estate = Files::new(&inventory(",acquisition_mode", &rows));
    estate.bounds("functional_lease_count", 0.0, Some((0.0, 8.0)));
    estate.covers("functional_lease_count", 0.2);
    let none = Files::new(&inventory("", &["B,laptop,8,in_service,2021-01-01"]));
    none.lacks("functional_lease_count", "acquisition_modes");
}

#[test]
fn a_ledger_of_purchases_counts_no_exit() {
    let bought = "date,kind,lot_id,equipment_type,quantity\n2025-04-01,purchase,L,monitor,2\n";
    let estate = Files::new(&inventory("", &["K,laptop,5,in_service,2022-01-01"]))
        .with("movements.csv", bought);
    estate.lacks("donated_count", "exits");
    estate.lacks("renewal_rate", "exits");
}

#[test]
fn an_invoice_of_the_ledger_is_spending_where_the_inventory_has_no_price() {
    let rows = ["K,laptop,5,in_service,2022-01-01,", "N,laptop,1,in_service,2025-06-01,"];
    let ledger = "date,kind,lot_id,equipment_type,quantity,price_eur,acquisition_mode\n\
                  2025-04-01,purchase,LOT,monitor,10,1500,refurbished\n\
                  2025-05-01,purchase,LOT2,laptop,4,4000,new\n";
    let estate = Files::new(&inventory(",price_eur", &rows)).with("movements.csv", ledger);
    // 1,500 of 5,500: the laptop bought in June has no price of its own.
    estate.is("refurbished_rate_spend", 100.0 * 1500.0 / 5500.0);
    // With its price of 1,000 the lot's 4,000 still tells more; above it, the units do.
    let priced = |eur: &str| {
        let rows = [format!("N,laptop,1,in_service,2025-06-01,{eur}")];
        Files::new(&inventory(",price_eur,acquisition_mode", &[&format!("{},new", rows[0])]))
            .with("movements.csv", ledger)
    };
    priced("1000").is("refurbished_rate_spend", 100.0 * 1500.0 / 5500.0);
    priced("6000").is("refurbished_rate_spend", 20.0);
}

#[test]
fn making_of_what_is_bought_has_its_transport_and_not_its_end() {
    let rows = ["S,smartphone,10,in_service,2025-02-01", "P,printer_laser,1,in_service,2025-02-01"];
    let estate = Files::new(&inventory("", &rows));
    // 60 and 6; the printer has no factor, and is in the coverage alone.
    estate.is("it_mfg_ghg_per_unit_bought", 66.0);
    estate.covers("it_mfg_ghg_per_unit_bought", 10.0 / 11.0);
}

#[test]
fn screens_that_the_card_assumes_are_an_estimate() {
    let rows = ["D,desktop,10,in_service,2021-01-01", "M,monitor,4,in_service,2021-01-01"];
    let card = "[headcount]\n2025 = 10\n[assumptions]\nmonitors_per_desktop = 1.5\n";
    let estate = Files::new(&inventory("", &rows)).with("estate.toml", card);
    // 15 screens for ten desks, of which 4 are listed.
    let screens = estate.value("screens_per_user");
    assert_eq!(screens.interval(), Some(Interval::exact(1.5)));
    assert_eq!(screens.quality, Quality::Estimated);
    near("coverage", screens.coverage.unwrap(), 4.0 / 15.0);
    assert!(screens.notes[0].en.starts_with("of which 11.0 are assumed"), "{:?}", screens.notes);
    let devices = estate.value("devices_per_user");
    assert_eq!((devices.quality, devices.coverage), (Quality::Estimated, Some(14.0 / 25.0)));
    let listed = Files::new(&inventory("", &rows)).value("screens_per_user");
    assert_eq!((listed.quality, listed.coverage), (Quality::Recorded, None));
}

#[test]
fn over_what_both_years_have_is_of_types_and_sites_of_both() {
    let of = |rows: &[&str], ids: [&str; 2]| {
        let before = inventory(",site", &["L,laptop,20,in_service,2022-01-01,A"]);
        let estate = Files::new(&inventory(",site", rows)).with("inventories/2024.csv", &before);
        let catalogue = Catalogue::shipped().unwrap();
        let wanted: Vec<_> = ids.iter().map(|id| catalogue.named(id).unwrap()).collect();
        estate.gathered("rcp-si", None, |gathered| {
            let series = Series::of(gathered, &[2024, 2025], &wanted, &[]);
            let pair = |at: usize| series.rows[at].1[1].alike.unwrap();
            [pair(0), pair(1)]
        })
    };
    // Twenty laptops: 1,000 kg a year and 1,000 kWh at 0.2, then at 0.1. Thirty monitors came, or a
    // site with forty laptops: neither is in both years.
    for more in ["M,monitor,30,in_service,2025-01-01,A", "N,laptop,40,in_service,2025-01-01,B"] {
        let rows = ["L,laptop,20,in_service,2022-01-01,A", more];
        let found = of(&rows, ["it_ghg_annualised", "it_electricity_per_user"]);
        for (found, expected) in found.into_iter().zip([(1200.0, 1100.0), (100.0, 100.0)]) {
            near(more, found.0, expected.0);
            near(more, found.1, expected.1);
        }
    }
}
