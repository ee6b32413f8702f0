//! Lists and tools of which one year has more than the other.

use super::by;
use empreinte_change::{ApartKind, Change, Effect};

const HEAD: &str = "equipment_id,equipment_type,acquired_on,site,serial_number";

/// Ten laptops of 2020, of a name and at a site; so many of them have no name.
fn laptops(name: &str, unnamed: usize) -> String {
    let rows = (0..10).map(|n| {
        let (id, serial) = match n {
            _ if n < unnamed => (String::new(), String::new()),
            _ => (format!("{name}{n}"), format!("{name}-{n:03}X")),
        };
        format!("{id},laptop,2020-01-01,A,{serial}")
    });
    format!("{HEAD}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
}

/// The change between folders of lists, a name and a text each.
fn between(old: &[(&str, String)], new: &[(&str, String)]) -> Change {
    let folder = tempfile::tempdir().unwrap();
    let inventories = folder.path().join("inventories");
    std::fs::create_dir(&inventories).unwrap();
    let card = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n";
    std::fs::write(folder.path().join("estate.toml"), card).unwrap();
    for (name, text) in old.iter().chain(new) {
        std::fs::write(inventories.join(name), text).unwrap();
    }
    by("rcp-si", folder.path())
}

/// Ten laptops of 200 kg over five years (2020 to 2024), 500 kWh at 0.2 kg, are 500 kg in 2024.
#[test]
fn a_list_of_which_one_year_has_nothing_is_perimeter_and_no_growth() {
    let old = [("parc-2024.csv", laptops("P", 0))];
    let new = [("parc-2025.csv", laptops("P", 0)), ("ecoles-2025.csv", laptops("E", 0))];
    let found = between(&old, &new);
    let apart: Vec<_> = found.apart.iter().map(|one| (one.kind, one.code.as_str())).collect();
    let source = "ecoles (canonical)";
    assert_eq!(apart, [(ApartKind::Source, source)], "{:?}", found.effects);
    assert!(found.worth(Effect::Volume).value.abs() < 1e-9, "{:?}", found.effects);
    assert!(found.worth(Effect::Perimeter).value > 100.0, "{:?}", found.effects);
}

/// A list cut in two, or put together from two, holds the same machines.
#[test]
fn a_list_that_is_cut_in_two_is_no_perimeter() {
    let (first, second) = (laptops("P", 0), laptops("E", 0));
    let rows = second.split_once('\n').unwrap().1;
    let whole = [("parc-2024.csv", format!("{first}{rows}"))];
    let cut = [("parc-2025.csv", first.clone()), ("ecoles-2025.csv", second.clone())];
    assert_eq!(between(&whole, &cut).apart, []);
    // Units that nothing names may be the other year's.
    let whole =
        [("parc-2024.csv", format!("{first}{}", laptops("E", 10).split_once('\n').unwrap().1))];
    let cut = [("parc-2025.csv", first), ("ecoles-2025.csv", laptops("E", 10))];
    assert_eq!(between(&whole, &cut).apart, []);
}

/// The same list by another name, of other days, is the same list.
#[test]
fn a_list_by_another_name_is_no_perimeter() {
    let old = [("export_2024-12-31.csv", laptops("P", 0))];
    let new = [("inventaire (3) 2025.csv", laptops("P", 0))];
    assert_eq!(between(&old, &new).apart, []);
}

/// Desktops that laptops took the place of are no list that is not given any more; screens that a year
/// does not list, or servers, are.
#[test]
fn a_kind_of_computer_replaced_whole_is_mix_and_no_perimeter() {
    let rows = |of: &[(&str, &str)]| {
        let row = |(name, kind): &(&str, &str)| {
            (0..10)
                .map(|n| format!("{name}{n},{kind},2020-01-01,A,{name}-{n:03}X\n"))
                .collect::<Vec<_>>()
        };
        format!("{HEAD}\n{}", of.iter().flat_map(row).collect::<Vec<_>>().concat())
    };
    let bought = |text: &str| text.replace("2020-01-01", "2025-01-01");
    let old = rows(&[("L", "laptop"), ("D", "desktop")]);
    let new = format!(
        "{}{}",
        rows(&[("L", "laptop")]),
        bought(&rows(&[("N", "laptop")])).split_once('\n').unwrap().1
    );
    let found = between(&[("parc-2024.csv", old)], &[("parc-2025.csv", new)]);
    assert_eq!(found.apart, []);
    assert!(
        found.worth(Effect::Volume).value.abs() < 1e-9,
        "twenty, then twenty: {:?}",
        found.effects
    );
    assert!(found.worth(Effect::Mix).value.abs() > 1.0, "{:?}", found.effects);
    for kind in ["monitor", "server"] {
        let old = rows(&[("L", "laptop"), ("X", kind)]);
        let found =
            between(&[("parc-2024.csv", old)], &[("parc-2025.csv", rows(&[("L", "laptop")]))]);
        let apart: Vec<_> = found.apart.iter().map(|one| (one.kind, one.code.as_str())).collect();
        assert_eq!(apart, [(ApartKind::Type, kind)]);
    }
}

/// Machines bought since are growth, at the site, in the entity or on the list that the organisation
/// puts them under; those of before, which nobody had counted, are not.
#[test]
fn what_was_bought_since_is_growth_under_any_name() {
    const HEAD: &str = "equipment_id,equipment_type,acquired_on,site,entity,serial_number";
    let rows = |name: &str, day: &str, site: &str, entity: &str| -> String {
        (0..10)
            .map(|n| format!("{name}{n},laptop,{day},{site},{entity},{name}-{n:03}X\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    let old = rows("P", "2024-01-01", "A", "DSI");
    let list = |rows: &str| format!("{HEAD}\n{rows}");
    let with = |day: &str, site: &str, entity: &str| {
        let new = format!("{old}{}", rows("E", day, site, entity));
        between(&[("parc-2024.csv", list(&old))], &[("parc-2025.csv", list(&new))])
    };
    let of_a_list = |day: &str| {
        let lists =
            [("parc-2025.csv", list(&old)), ("ecoles-2025.csv", list(&rows("E", day, "A", "DSI")))];
        between(&[("parc-2024.csv", list(&old))], &lists)
    };
    // Ten laptops of 50 kg a year, and 50 kWh at 0.1 kg: half of the mean of both years' factors.
    let here = with("2025-01-01", "A", "DSI");
    assert!(here.worth(Effect::Volume).value > 500.0, "{:?}", here.effects);
    let elsewhere = [
        with("2025-01-01", "B", "DSI"),
        with("2025-01-01", "A", "Écoles"),
        with("2025-01-01", "B", "Écoles"),
        of_a_list("2025-01-01"),
    ];
    for one in elsewhere {
        assert_eq!(one.apart, [], "{:?}", one.effects);
        for effect in Effect::ALL {
            let (found, expected) = (one.worth(effect).value, here.worth(effect).value);
            assert!((found - expected).abs() < 1e-9, "{effect:?}: {found}, not {expected}");
        }
    }
    for (site, entity, kind) in [("B", "DSI", ApartKind::Site), ("A", "Écoles", ApartKind::Entity)]
    {
        let listed = with("2024-12-31", site, entity);
        let kinds: Vec<_> = listed.apart.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [kind], "{:?}", listed.effects);
        assert!(listed.worth(Effect::Volume).value.abs() < 1e-9, "{:?}", listed.effects);
    }
}

/// A second list that has the first one's machines too: what it alone tells is perimeter, whatever
/// either file is called and whichever is read first.
#[test]
fn what_a_second_list_alone_tells_is_perimeter_whatever_the_files_are_called() {
    let old = [("parc-2024.csv", laptops("P", 0))];
    let apart = [("parc-2025.csv", laptops("P", 0)), ("ecoles-2025.csv", laptops("E", 0))];
    let told = between(&old, &apart).worth(Effect::Perimeter).value;
    let both = format!("{}{}", laptops("P", 0), laptops("E", 0).split_once('\n').unwrap().1);
    for name in ["agents-2025.csv", "zagents-2025.csv"] {
        let new = [("parc-2025.csv", laptops("P", 0)), (name, both.clone())];
        let found = between(&old, &new);
        let kinds: Vec<_> = found.apart.iter().map(|one| (one.kind, one.units)).collect();
        assert_eq!(kinds, [(ApartKind::Source, 10.0)], "{name}");
        assert!((found.worth(Effect::Perimeter).value - told).abs() < 1e-9, "{name}");
        assert!(found.worth(Effect::Volume).value.abs() < 1e-9, "{name}");
        // A machine that both lists have, and that the earlier year had not, is of both: of the list
        // that was there already too, and so no matter of lists.
        let others = format!("{}{}", laptops("E", 0), laptops("P", 0).split_once('\n').unwrap().1);
        let new = [("parc-2025.csv", others), (name, both.clone())];
        assert_eq!(between(&old, &new).apart, [], "{name}");
    }
}
