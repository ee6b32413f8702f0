//! The 90 % interval holds the truth nine times in ten, where the truth is known.

use crate::support::{Folder, round};
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::footprint::Footprint;
use empreinte::impact::Year;
use empreinte::method::Method;
use empreinte::table::Reject;
use empreinte::walk::{NoRecord, Sink, Walk, WalkOptions};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use std::fmt::Write;
use std::path::Path;

struct Deaf;

impl Sink<()> for Deaf {
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        assert!(rejects.is_empty(), "{rejects:?}");
        Ok(())
    }
    fn batch(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

fn footprint(estate: &Path, factors: &Path) -> Footprint {
    let estate = Estate::open(&[estate.to_owned()]).unwrap();
    let set = FactorSet::open(factors, true).unwrap();
    let method = Method::named("rcp-si").unwrap();
    let options = WalkOptions {
        year: Year::new(2025, None),
        criteria: vec!["gwp".into()],
        encoding: None,
        date_order: None,
        user_key: None,
        threads: 1,
    };
    let walk = Walk::prepare(&estate, &set, &method, options).unwrap();
    let kernel = walk.kernel().unwrap();
    walk.run(&kernel, || NoRecord, &mut Deaf).unwrap().footprint
}

/// An estate at random: 5 to 40 lots of any type, age, number and country, some energies declared.
fn estate_at_random(random: &mut ChaCha8Rng) -> Folder {
    let mut pick = |n: u32| random.next_u32() % n;
    let mut rows = "equipment_type;quantity;acquired_on;country;annual_energy_kwh\n".to_owned();
    for _ in 0..5 + pick(36) {
        let kind = ["laptop", "desktop", "monitor", "smartphone"][pick(4) as usize];
        let country = ["FR", "FR", "FR", "DE", "US"][pick(5) as usize];
        let (quantity, year, month) = (1 + pick(200), 2016 + pick(10), 1 + pick(12));
        let energy = if pick(5) == 0 { (10 + pick(90)).to_string() } else { String::new() };
        writeln!(rows, "{kind};{quantity};{year}-{month:02}-15;{country};{energy}").unwrap();
    }
    Folder::inventory(&rows)
}

/// The round set with each value replaced by a truth drawn from its own bounds, known exactly.
fn truth(random: &mut ChaCha8Rng) -> Folder {
    let mut folder = Folder::new();
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "manifest.sha256" {
            continue;
        }
        let mut text = std::fs::read_to_string(&path).unwrap();
        if ["equipment.csv", "lifetimes.csv", "energy.csv", "electricity.csv"].contains(&&*name) {
            text = drawn(&text, name == "lifetimes.csv", random);
        }
        folder = folder.with(&name, text);
    }
    folder
}

fn drawn(text: &str, is_lifetime: bool, random: &mut ChaCha8Rng) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let place = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (value_at, low_at, high_at) = (place("value"), place("low"), place("high"));
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&headers).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let (value, low, high) = (number(value_at), number(low_at), number(high_at));
        let z: f64 = StandardNormal.sample(random);
        // 5 % of the truths lie beyond each bound: 1.6449 standard deviations.
        let true_value = if low > 0.0 {
            let spread = (high / low).ln() / (2.0 * 1.644_854);
            let by = (spread * z - spread * spread / 2.0).exp();
            // What a unit weighs is one over its lifetime.
            if is_lifetime { value / by } else { value * by }
        } else {
            value + (high - low) / (2.0 * 1.644_854) * z
        };
        let true_value = true_value.to_string();
        let cells = row.iter().enumerate();
        out.write_record(cells.map(|(at, cell)| {
            if at == value_at || at == low_at || at == high_at { &true_value } else { cell }
        }))
        .unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

#[test]
fn the_90_percent_interval_holds_the_truth_nine_times_in_ten() {
    const ESTATES: usize = 30;
    const TRUTHS: usize = 40;
    let mut random = ChaCha8Rng::seed_from_u64(2025);
    let (mut below, mut above) = (0, 0);
    for _ in 0..ESTATES {
        let estate = estate_at_random(&mut random);
        let interval = footprint(&estate.path("."), &round()).headline().interval;
        for _ in 0..TRUTHS {
            let factors = truth(&mut random);
            let true_total = footprint(&estate.path("."), &factors.path(".")).totals.total(0).value;
            below += usize::from(true_total < interval.low);
            above += usize::from(true_total > interval.high);
        }
    }
    let all = (ESTATES * TRUTHS) as f64;
    let inside = 1.0 - (below + above) as f64 / all;
    assert!((0.88..=0.92).contains(&inside), "{inside} ({below} below, {above} above)");
    // Neither side is short: 5 % are expected beyond each.
    assert!((0.03..=0.07).contains(&(below as f64 / all)), "{below} below");
    assert!((0.03..=0.07).contains(&(above as f64 / all)), "{above} above");
}

#[test]
fn draws_and_closed_form_agree_on_any_estate() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for _ in 0..10 {
        let estate = estate_at_random(&mut random);
        let footprint = footprint(&estate.path("."), &round());
        let sure = footprint.headline();
        for (drawn, closed) in
            [(sure.interval.low, sure.closed_form.low), (sure.interval.high, sure.closed_form.high)]
        {
            assert!((drawn / closed - 1.0).abs() < 0.01, "{sure:?}");
        }
    }
}

#[test]
fn the_datum_wanted_is_that_of_the_widest_error() {
    // One laptop: 200 kg ± 20 % over 3 to 5 years against 5 kg of use: its lifetime errs most.
    let run = Folder::inventory("equipment_type;acquired_on\nlaptop;2025-01-01\n").assess(&[]);
    let sure = &run.0["uncertainty"][0];
    assert_eq!(sure["wanted"]["datum"], "lifetime");
    assert_eq!(sure["wanted"]["subject"], "laptop");
    // Its drivers: σ of the lifetime ln(5/3)/3.29 = 0.155, of the making ln(1.5)/3.29 = 0.123.
    assert_eq!(sure["drivers"][0]["factor_id"], "lifetime.laptop");
    assert_eq!(sure["drivers"][1]["factor_id"], "equipment.laptop.manufacturing.gwp");
    let share = |at: usize| sure["drivers"][at]["variance_share"].as_f64().unwrap();
    // 0.155² : 0.123² = 61 : 39, but for the use.
    assert!((share(0) - 0.61).abs() < 0.01 && (share(1) - 0.38).abs() < 0.01, "{sure}");
}
