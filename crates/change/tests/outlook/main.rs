//! The years to come, held against figures computed by hand.
//!
//! A laptop of `core-2026.12` weighs 185.09 kg to make (to end of life) and has a lifetime of five
//! years; ten of them in use weigh 1,850.9 / 5 = 370.18 kg a year, whichever of them leave: what
//! leaves half way through a year is replaced half way through it.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod ageless;
mod calibrated;
mod held;
mod intervals;
mod worth;

use empreinte_change::renewal::Forecast;
use empreinte_change::scenario::{Outlook, Scenario, ScenarioYear, play};
use equipment::estate::Estate;
use factor::{FactorSet, SetPlace};
use footprint::method::Method;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::table::Day;
use indicator::{EstateYear, GatherOptions, Gathered};
use std::path::Path;

const LAPTOP: f64 = 185.09;

/// Files of an estate; the last inventory's year is the one asked for.
fn with<T>(
    files: &[(&str, &str)],
    as_of: Option<Day>,
    ask: impl FnOnce(&EstateYear<'_>) -> T,
) -> T {
    with_criteria(files, as_of, &[], ask)
}

fn with_criteria<T>(
    files: &[(&str, &str)],
    as_of: Option<Day>,
    criteria: &[&str],
    ask: impl FnOnce(&EstateYear<'_>) -> T,
) -> T {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
    let method = Method::named("rcp-si").unwrap();
    // What the shipped set has of one criterion alone, the round one has of two.
    let round = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/factors-round");
    let set = match criteria {
        [] => FactorSet::shipped().unwrap(),
        _ => FactorSet::stack(&[SetPlace::Folder(round)], false).unwrap(),
    };
    let set = method.adapt(set);
    let options = GatherOptions {
        as_of,
        criteria: criteria.iter().map(|code| (*code).to_owned()).collect(),
        ..GatherOptions::of(2025)
    };
    let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
    ask(&EstateYear::of(&gathered, 2025).unwrap())
}

fn played(facts: &EstateYear<'_>, set: &[&str], people: &[f64]) -> Outlook {
    let said: Vec<String> = set.iter().map(|said| (*said).to_owned()).collect();
    let scenario = Scenario::of_options(&said, 5, facts).unwrap();
    play(facts, &scenario, people)
}

fn written(facts: &EstateYear<'_>, text: &str, people: &[f64]) -> Outlook {
    play(facts, &Scenario::parse(Path::new("s.toml"), text, None, facts).unwrap(), people)
}

fn refused(facts: &EstateYear<'_>, set: &[&str]) -> Fault {
    let said: Vec<String> = set.iter().map(|said| (*said).to_owned()).collect();
    Scenario::of_options(&said, 5, facts).unwrap_err()
}

/// Everything of an inventory, played over five years; nobody counts heads.
fn of(inventory: &str, set: &[&str]) -> Outlook {
    with(&[("inventories/2025.csv", inventory)], None, |facts| played(facts, set, &[1.0; 6]))
}

/// To a unit of the fifth digit: a row holds seven.
#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-5 * expected.abs().max(1.0), "{found} {expected}");
}

/// What there is in use: one unit draws as much as it drew in the year.
fn in_use(year: &ScenarioYear, first: &ScenarioYear) -> f64 {
    year.kwh / first.kwh
}

const TEN: &str = "equipment_id;equipment_type;quantity;acquired_on\nL;laptop;10;2025-01-01\n";

#[test]
fn refurbished_machines_are_replaced_by_their_like() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;acquisition_mode;upstream_months\n\
                L;laptop;10;2025-01-01;refurbished;36\n";
    let outlook = of(text, &["laptop.refurbished=20%"]);
    // In the sixth year some are older than their lifetime, and making is spread over their age.
    for year in &outlook.baseline[..5] {
        near(year.making, 10.0 * LAPTOP / 8.0);
    }
    // Four of five that come new weigh more, and that is said.
    let lever = &outlook.alone[0];
    assert!(lever.cumulated.value > 0.0, "{lever:?}");
    // What is there has its proven months; what comes is one in five after three years of others.
    let (year, base) = (&lever.years[1], &outlook.baseline[1]);
    let new = 0.8 * year.bought / 2.0;
    near(year.making - base.making, new * LAPTOP * (1.0 / 5.0 - 1.0 / 8.0));
    let all = of(text, &["laptop.refurbished=100% sur 3"]);
    near(all.together.cumulated.value, 0.0);
}

#[test]
fn a_share_of_a_machine_stays_a_share() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;ownership\n\
                A;laptop;10;2024-01-01;cope\nB;laptop;10;2024-01-01;byod\n";
    let outlook = of(text, &[]);
    for year in &outlook.baseline[..3] {
        near(year.making, 10.0 * LAPTOP / 5.0 * (0.85 + 0.57));
        near(in_use(year, &outlook.baseline[0]), 1.0);
    }
}

#[test]
fn a_lever_given_again_takes_the_place_of_the_one_before() {
    let levers = |one: &str, other: &str| {
        format!("[[lever]]\nset = \"{one}\"\n[[lever]]\nset = \"{other}\"\nfrom = 2028\n")
    };
    with(&[("inventories/2025.csv", TEN)], None, |facts| {
        let years =
            |one: &str, other: &str| written(facts, &levers(one, other), &[1.0; 6]).together.years;
        let longer = years("laptop.lifetime = 6", "laptop.lifetime = 7");
        near(longer[2].making, 10.0 * LAPTOP / 6.0);
        near(longer[3].making, 10.0 * LAPTOP / 7.0);
        let lighter = years("electricity = -10%", "electricity = -20%");
        near(lighter[2].using / lighter[0].using, 0.9);
        near(lighter[3].using / lighter[0].using, 0.8);
        let fewer = years("laptop.count = 0", "laptop.count = 8");
        near(fewer[2].kwh, 0.0);
        // They come back half way through the year.
        near(in_use(&fewer[3], &fewer[0]), 0.4);
        near(in_use(&fewer[4], &fewer[0]), 0.8);
    });
}

#[test]
fn a_number_that_is_said_is_the_number_there_is() {
    let card = "[headcount]\n2025 = 20\n2026 = 25\n";
    let files = [("estate.toml", card), ("inventories/2025.csv", TEN)];
    let people = [20.0, 25.0, 25.0, 25.0, 25.0, 25.0];
    with(&files, None, |facts| {
        let then = |set: &[&str]| {
            let years = played(facts, set, &people).together.years;
            in_use(&years[3], &years[0]) * 10.0
        };
        near(then(&[]), 12.5);
        near(then(&["laptop.count=8"]), 8.0);
        near(then(&["laptop.count=10"]), 10.0);
        near(then(&["laptop.count=-20%"]), 10.0);
        near(then(&["headcount=20"]), 10.0);
        near(then(&["headcount=-20%"]), 10.0);
        near(then(&["laptop.per_person=1"]), 25.0);
        // In either order, each person has one.
        near(then(&["laptop.per_person=1", "headcount=10"]), 10.0);
        near(then(&["headcount=10", "laptop.per_person=1"]), 10.0);
        let both = refused(facts, &["laptop.per_person=1", "laptop.count=8"]).render(Lang::En);
        assert!(both.contains("given twice") && both.contains("per_person"), "{both}");
    });
}

/// Old ones leave of themselves wherever they are: what is bought is what is wanted beyond those that
/// stay.
#[test]
fn fewer_units_are_those_that_leave_in_use_or_not() {
    let bought = |old: &str, young: &str| {
        let text = format!(
            "equipment_id;equipment_type;quantity;acquired_on;status\n\
             A;laptop;5;2014-01-01;{old}\nB;laptop;5;2024-01-01;{young}\n"
        );
        of(&text, &["laptop.count=7"]).together.years[1].bought
    };
    let all_in_use = bought("in_service", "in_service");
    // Of twelve years one in fourteen stays, of two nine in ten: Weibull's law of mean five, shape 3.
    let cube = (5.0_f64 / 0.892_979_5).powi(3);
    let stay = |age: f64| (-((age + 1.0).powi(3) - age.powi(3)) / cube).exp();
    let needed = 7.0 - 5.0 * (stay(12.0) + stay(2.0));
    assert!((all_in_use - needed).abs() < 1e-3, "{all_in_use} {needed}");
    for (old, young) in
        [("in_stock", "in_service"), ("in_repair", "in_stock"), ("in_service", "in_stock")]
    {
        near(bought(old, young), all_in_use);
    }
}

#[test]
fn of_two_levers_on_one_thing_the_finer_holds() {
    let rooms = "datacentre_id,country,pue,year\nA,FR,1.6,2025\n";
    let text = "equipment_id;equipment_type;quantity;acquired_on;datacentre_id;annual_energy_kwh\n\
                S;server;10;2024-01-01;A;1000\nT;storage_array;1;2024-01-01;A;1000\n";
    let files = [("datacentres.csv", rooms), ("inventories/2025.csv", text)];
    with(&files, None, |facts| {
        let then = |set: &[&str]| played(facts, set, &[1.0; 6]).together.years[2].kwh;
        near(then(&[]), 11_000.0 * 1.6);
        near(then(&["A.pue=1.4"]), 11_000.0 * 1.4);
        // What is moved to another room is not in this one.
        near(then(&["server.pue=1.3", "A.pue=1.4"]), 10_000.0 * 1.3 + 1_000.0 * 1.4);
        near(then(&["A.pue=1.4", "server.pue=1.3"]), 10_000.0 * 1.3 + 1_000.0 * 1.4);
    });
    let text = "equipment_id;equipment_type;quantity;acquired_on;annual_energy_kwh\n\
                A;desktop_sff;10;2024-01-01;100\nB;desktop_tower;10;2024-01-01;100\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let then = |set: &[&str]| played(facts, set, &[1.0; 6]).together.years[2].kwh;
        near(then(&["desktop.energy=-10%", "desktop_sff.energy=-50%"]), 500.0 + 900.0);
        near(then(&["desktop.count=-10%", "desktop_sff.count=-50%"]), 500.0 + 900.0);
        let both = refused(facts, &["desktop.count=12", "desktop_sff.count=-50%"]);
        assert!(both.render(Lang::En).contains("a kind of it"), "{both}");
    });
}

#[test]
fn the_day_ages_are_taken_on_changes_no_electricity() {
    let files = [("inventories/2025.csv", TEN)];
    let june = Some(Day(Day::first_of(2025).0 + 180));
    with(&files, june, |facts| {
        for year in &played(facts, &[], &[1.0; 6]).baseline {
            near(in_use(year, &played(facts, &[], &[1.0; 6]).baseline[0]), 1.0);
        }
    });
}

#[test]
fn a_type_without_a_lifetime_is_given_none() {
    let text = "equipment_id;equipment_type;quantity;acquired_on\n\
                D;paper_shredder;10;2022-01-01\nL;laptop;5;2024-01-01\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &[], &[1.0; 6]);
        for year in &outlook.baseline[..3] {
            near(year.making, 5.0 * LAPTOP / 5.0);
        }
        let said: Vec<&str> = outlook.gaps.iter().map(|gap| gap.en.as_str()).collect();
        assert!(
            said.iter().any(|gap| gap.contains("no lifetime") && gap.contains("(10)")),
            "{said:?}"
        );
        let forecast = Forecast::of(facts, 5);
        assert!(forecast.lines.iter().all(|line| line.type_code != "paper_shredder"));
        near(forecast.without_life.iter().map(|(_, units)| *units).sum(), 10.0);
        let said = refused(facts, &["paper_shredder.lifetime=+1"]).render(Lang::En);
        assert!(said.contains("no lifetime is known"), "{said}");
    });
}

#[test]
fn what_is_rented_in_a_cloud_stays_and_has_a_lever() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;hours;cloud_region;manufacturer;model\n\
                C;cloud_instance;20;2025-01-01;8760;eu-west-3;aws;m5.large\n\
                L;laptop;5;2025-01-01;;;;\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &["cloud_instance.count=-50%"], &[1.0; 6]);
        let first = &outlook.baseline[0];
        for year in &outlook.baseline[..5] {
            near(year.total(), first.total());
            near(year.kwh, first.kwh);
        }
        // Clouds apart, five laptops.
        near(first.kwh, of("equipment_type;quantity\nlaptop;5\n", &[]).baseline[0].kwh);
        let cloud = played(facts, &["laptop.count=0"], &[1.0; 6]).together.years[2].total();
        assert!(cloud > 0.0);
        let halved = outlook.together.years[2].total();
        near(halved, first.total() - cloud / 2.0);
        let of = outlook.together.differences[2];
        assert!(of.low < of.value && of.value < of.high, "{of:?}");
        let all = played(facts, &["cloud_instance.count=10"], &[1.0; 6]).together.years[2].total();
        near(all, halved);
    });
}

#[test]
fn prices_are_of_the_type_and_the_way_it_comes_and_the_same_everywhere() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;price_eur;acquisition_mode\n\
                A;laptop;6;2020-01-01;1000;new\nB;laptop;4;2020-01-01;300;refurbished\n\
                C;laptop;2;2020-01-01;;new\nD;desktop_tower;5;2020-01-01;700;new\n\
                E;desktop_sff;7;2020-01-01;;new\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let forecast = Forecast::of(facts, 1);
        let all = &forecast.lines[0];
        let year = &played(facts, &[], &[1.0; 6]).baseline[1];
        near(year.bought, all.units.value);
        near(year.eur, all.eur.unwrap().value);
        near(year.unpriced, all.unpriced);
        // Units of one age leave at one pace: laptops 6 + 2 at 1,000 and 4 at 300.
        let line = |code: &str| {
            let of = |line: &&empreinte_change::renewal::Renewed| {
                line.type_code == code && line.site.is_none()
            };
            forecast.lines.iter().find(of).unwrap()
        };
        let laptops = line("laptop");
        near(laptops.eur.unwrap().value, laptops.units.value * (8.0 * 1000.0 + 4.0 * 300.0) / 12.0);
        near(laptops.unpriced, 0.0);
        // A small desktop has not the price of a tower.
        let desktops = line("desktop");
        near(desktops.eur.unwrap().value, desktops.units.value * 5.0 / 12.0 * 700.0);
        near(desktops.unpriced, desktops.units.value * 7.0 / 12.0);
    });
}

#[test]
fn what_has_no_factor_is_said_and_not_zero() {
    let text =
        "equipment_id;equipment_type;quantity;acquired_on\nX;interactive_display;50;2025-01-01\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &[], &[1.0; 6]);
        assert_eq!(outlook.baseline[0].purchase_making(), None);
        assert_eq!(outlook.baseline[0].money(), None);
        assert!(outlook.gaps.iter().any(|gap| gap.fr.contains("facteur") && gap.fr.contains("50")));
        let all = &Forecast::of(facts, 5).lines[0];
        assert!(all.made.is_none() && all.units.value > 0.0);
        near(all.unmade, all.units.value);
    });
}

/// What is said in English of the gaps, or of what was assumed.
fn said(of: &[ground::lang::Text], word: &str) -> Option<String> {
    of.iter().map(|said| said.en.clone()).find(|said| said.contains(word))
}

#[test]
fn electricity_that_no_factor_weighs_is_said_and_not_zero() {
    // Of mineral resources, the round set has laptops and the electricity of France alone.
    let at = |country: &str| {
        format!(
            "equipment_id;equipment_type;quantity;acquired_on;country\nL;laptop;10;2025-01-01;{country}\n"
        )
    };
    let ask = |facts: &EstateYear<'_>| played(facts, &["laptop.energy=-50%"], &[1.0; 6]);
    let of = |country: &str| {
        with_criteria(&[("inventories/2025.csv", &at(country))], None, &["adpe"], ask)
    };
    let outlook = of("DE");
    let year = &outlook.baseline[2];
    assert!(year.kwh > 0.0 && year.making > 0.0, "{year:?}");
    assert_eq!((year.use_known(), year.total_known()), (None, None));
    let gap = said(&outlook.gaps, "no electricity factor").unwrap();
    assert!(gap.contains("(10)"), "{gap}");
    let outlook = of("FR");
    assert!(outlook.baseline[2].use_known().is_some());
    assert_eq!(said(&outlook.gaps, "no electricity factor"), None);
}

#[test]
fn each_unit_has_the_electricity_of_its_own_country() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;annual_energy_kwh;country\n\
                A;laptop;1;2025-01-01;100;FR\nB;laptop;3;2025-01-01;100;DE\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &["laptop.count=2"], &[1.0; 6]);
        let (first, next) = (&outlook.baseline[0], &outlook.baseline[1]);
        near(next.using, first.using);
    });
}

#[test]
fn what_nobody_says_is_said_to_stand_in() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;acquisition_mode;upstream_months\n\
                A;laptop;7;;new;\nB;laptop;3;2024-01-01;refurbished;\nC;laptop;1;2024-01-01;refurbished;36\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let assumed = |set: &str| played(facts, &[set], &[1.0; 6]).assumed;
        let of = assumed("laptop.refurbished=20%");
        let dates = said(&of, "half way through their lifetime").unwrap();
        assert!(dates.contains("(7)"), "{dates}");
        let before = said(&of, "upstream_months").unwrap();
        assert!(before.contains("(3)"), "{before}");
        let lever = said(&of, "the lever not saying it").unwrap();
        assert!(lever.contains("laptop.refurbished = 20%") && lever.contains("3 years"), "{lever}");
        assert_eq!(said(&assumed("laptop.refurbished=20% of 4"), "not saying it"), None);
    });
    with(&[("inventories/2025.csv", TEN)], None, |facts| {
        let of = played(facts, &["laptop.count=8"], &[1.0; 6]).assumed;
        assert_eq!(said(&of, "half way"), None);
        assert_eq!(said(&of, "upstream_months"), None);
    });
}

#[test]
fn what_employees_buy_for_themselves_costs_the_organisation_nothing() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;price_eur;ownership\n\
                A;smartphone;4;2020-01-01;500;owned\nB;smartphone;6;2020-01-01;900;byod\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &["smartphone.count=-50%"], &[1.0; 6]);
        let year = &outlook.baseline[1];
        // Units of one age leave at one pace: of ten, four are the organisation's.
        near(year.eur, year.bought * 0.4 * 500.0);
        near(year.unpriced, 0.0);
        let own = said(&outlook.assumed, "users' own").unwrap();
        assert!(own.contains("(6)"), "{own}");
        let all = &Forecast::of(facts, 1).lines[0];
        near(all.eur.unwrap().value, all.units.value * 0.4 * 500.0);
        near(all.unpriced, 0.0);
        near(all.of_users, all.units.value * 0.6);
    });
    let theirs = "equipment_id;equipment_type;quantity;acquired_on;ownership\n\
                  B;smartphone;6;2020-01-01;byod\n";
    with(&[("inventories/2025.csv", theirs)], None, |facts| {
        let year = &played(facts, &[], &[1.0; 6]).baseline[1];
        assert_eq!((year.money(), year.unpriced), (Some(0.0), 0.0));
        let all = &Forecast::of(facts, 1).lines[0];
        near(all.eur.unwrap().value, 0.0);
        near(all.unpriced, 0.0);
    });
}

#[test]
fn what_cannot_be_says_what_can() {
    with(&[("inventories/2025.csv", TEN)], None, |facts| {
        let said = |set: &str| refused(facts, &[set]).render(Lang::Fr);
        let alone = said("laptop.replaced_by=50% laptop");
        assert!(alone.contains("pas d'autre") && !alone.contains("50% laptop` ;"), "{alone}");
        assert!(said("laptop.lifetime=+100").contains("de 0,5 à 30 ans"));
        assert!(
            said("laptop.lifetime=+100").ends_with("--> --set"),
            "{}",
            said("laptop.lifetime=+100")
        );
        assert!(said("paper.amount=-20%").contains("services.csv"));
        assert!(said("laptop.refurbished=120%").contains("20% sur 3"));
        for value in ["20% sur 4", "20% of 4", "20 % de 4 ans", "20% after 4 years"] {
            let outlook = played(facts, &[&format!("laptop.refurbished={value}")], &[1.0; 6]);
            let new = outlook.together.years[1].bought;
            near(
                outlook.together.differences[1].value,
                new * 0.2 / 2.0 * LAPTOP * (1.0 / 9.0 - 1.0 / 5.0),
            );
        }
        let file = |text: &str| {
            let ran = Scenario::parse(Path::new("s.toml"), text, None, facts);
            ran.unwrap_err().render(Lang::Fr)
        };
        let late = file("[[lever]]\nset = \"laptop.lifetime = +1\"\nfrom = 2050\n");
        assert!(late.contains("s.toml, ligne 3, valeur `2050`"), "{late}");
        let years = file("name = \"x\"\nyears = 31\n[[lever]]\nset = \"headcount = -1%\"\n");
        assert!(years.contains("s.toml, ligne 2, valeur `31`"), "{years}");
        let cost = file("[[lever]]\nset = \"laptop.lifetime = +1\"\n\ncost_eur = -3\n");
        assert!(cost.contains("s.toml, ligne 4, valeur `-3`"), "{cost}");
    });
}

#[test]
fn what_replaces_a_type_comes_in_the_mix_that_it_has() {
    let text = "equipment_id;equipment_type;quantity;acquired_on;annual_energy_kwh;price_eur\n\
                A;desktop_tower;10;2024-01-01;300;700\n\
                B;laptop;3;2025-01-01;40;1000\nC;laptop;1;2025-01-01;80;1200\n";
    with(&[("inventories/2025.csv", text)], None, |facts| {
        let outlook = played(facts, &["desktop.replaced_by=50% laptop"], &[1.0; 6]);
        let (base, year) = (&outlook.baseline[1], &outlook.together.years[1]);
        near(year.bought, base.bought);
        // Of the desktops bought, of which half the year counts, half are laptops of 50 kWh.
        let desktops = Forecast::of(facts, 1);
        let desktops = desktops.lines.iter().find(|line| line.type_code == "desktop").unwrap();
        let moved = desktops.units.value / 2.0;
        near(year.kwh - base.kwh, moved / 2.0 * (50.0 - 300.0));
        near(year.eur - base.eur, moved * (1050.0 - 700.0));
    });
}
