//! The defects seen in other calculators, each a test named after what goes wrong; the numbers are
//! those of our notes on them.

use super::{cpu, gwp, priced, server, set, total, with_all_criteria};
use crate::support::close;
use empreinte::configuration::{
    Assumed, Configuration, CpuName, Form, MachineClass, MachineEstimate, MachineWords, Part,
    cloud, estimate, estimate_at,
};
use empreinte::quantity::Interval;

#[test]
fn q1_the_number_of_cores_is_not_ignored() {
    let with = |cores| Configuration { cpu: CpuName::default(), cores: Some(cores), ..server() };
    let [small, large] = [8, 48].map(|cores| priced(&with(cores)).cpu.unwrap().die_mm2);
    assert!(small.value * 2.0 < large.value, "{small:?} {large:?}");
}

#[test]
fn q2_the_string_of_the_machine_is_the_catalogues_name() {
    for (machine, catalogue) in [
        ("Intel(R) Xeon(R) Gold 6138 CPU @ 2.00GHz", "Xeon Gold 6138"),
        ("12th Gen Intel(R) Core(TM) i7-1265U", "Intel Core i7-1265U"),
        ("AMD EPYC 7763 64-Core Processor", "EPYC 7763"),
    ] {
        assert_eq!(CpuName::read(machine).words, CpuName::read(catalogue).words);
    }
}

#[test]
fn q3_a_family_name_has_bounds_and_is_no_model() {
    let die = cpu("Intel Xeon", None).unwrap().die_mm2;
    assert!(die.low < die.value && die.value < die.high);
}

#[test]
fn q4_a_die_never_shrinks_with_cores_and_is_never_negative() {
    let names = [
        "Intel Xeon",
        "Intel Xeon Gold",
        "AMD EPYC",
        "nothing known",
        "Xeon E5-2620 v4",
        "Core i7-3770",
        "Ryzen 5 2500U",
        "Core i5-8400",
        "Xeon Gold 6138",
        "EPYC 7763",
    ];
    for name in names {
        let mut before = cpu(name, Some(1)).unwrap();
        assert!(before.die_mm2.low > 0.0, "{name}");
        for cores in 2..=300 {
            let after = cpu(name, Some(cores)).unwrap();
            for (a, b) in [(before.die_mm2, after.die_mm2), (before.tdp_w, after.tdp_w)] {
                assert!(a.value <= b.value && a.low <= b.low && a.high <= b.high, "{name} {cores}");
            }
            before = after;
        }
    }
}

#[test]
fn q5_three_servers_are_three_times_one() {
    let one = priced(&server());
    let three = one.clone().scaled(Interval::exact(3.0));
    let (one, three) = (one.total(set(), gwp()), three.total(set(), gwp()));
    close(three.value, 3.0 * one.value);
    close(three.low, 3.0 * one.low);
    close(three.high, 3.0 * one.high);
}

#[test]
fn q6_negative_and_absurd_numbers_are_refused_with_the_reason() {
    let base = MachineWords {
        kind: "server",
        cpu: "Xeon Gold 6138",
        ram: "64",
        ..MachineWords::default()
    };
    for (words, says) in [
        (MachineWords { ram: "-4", ..base }, "memory"),
        (MachineWords { ram: "-4 x 32", ..base }, "memory"),
        (MachineWords { cpu_count: "-1", ..base }, "processors"),
        (MachineWords { cpu_count: "2000", ..base }, "processors"),
        (MachineWords { cpu_count: "0", ..base }, "processors"),
        (MachineWords { cores: "1.5", ..base }, "cores"),
        (MachineWords { cores: "1e9", ..base }, "cores"),
        (MachineWords { ssd: "-480", ..base }, "SSD"),
        (MachineWords { ssd: "480 bananas", ..base }, "SSD"),
        (MachineWords { hdd: "1e12", ..base }, "hard drives"),
        (MachineWords { gpu_count: "999", ..base }, "graphics"),
        (MachineWords { ram: "lots", ..base }, "memory"),
    ] {
        let miss = Configuration::from_words(&words).unwrap_err();
        assert!(miss.what.en.contains(says), "{words:?}: {}", miss.what.en);
    }
    for load in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(estimate_at(set(), &server(), Some(load)).is_err(), "{load}");
    }
    for gb in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(estimate(set(), &Configuration { ram_gb: Some(gb), ..server() }).is_err());
    }
}

#[test]
fn q7_odd_requests_are_answered_and_nothing_breaks() {
    let miss =
        Configuration::from_words(&MachineWords { kind: "banana", ..MachineWords::default() })
            .unwrap_err();
    assert!(
        miss.what.en.contains("banana") && miss.nearest().contains(&"nas".to_owned()),
        "{miss:?}"
    );
    let empty = Configuration::from_words(&MachineWords::default()).unwrap();
    assert!(estimate(set(), &empty).unwrap_err().what.en.contains("cores"));
    for ram_gb in [None, Some(0.0)] {
        let no_memory = Configuration { ram_gb, ..server() };
        assert!(estimate(set(), &no_memory).unwrap_err().what.en.contains("memory"));
    }
    // What is carried, or plugged into, is not put together from these parts.
    for kind in ["laptop", "mobile_workstation", "PC portable", "station d'accueil", "monitor"] {
        assert!(
            Configuration::from_words(&MachineWords { kind, ..MachineWords::default() }).is_err(),
            "{kind}"
        );
    }
}

#[test]
fn q7_the_types_priced_by_their_parts_are_taken() {
    for (kind, is, form) in [
        ("server", MachineClass::Server, Form::Unknown),
        ("server_rack", MachineClass::Server, Form::Rack),
        ("server_blade", MachineClass::Server, Form::Blade),
        ("server_tower", MachineClass::Server, Form::Tower),
        ("Serveur lame", MachineClass::Server, Form::Blade),
        ("storage_array", MachineClass::Storage, Form::Unknown),
        ("nas", MachineClass::Storage, Form::Unknown),
        ("workstation", MachineClass::Workstation, Form::Tower),
        ("station de travail", MachineClass::Workstation, Form::Tower),
        ("desktop_tower", MachineClass::Desktop, Form::Tower),
    ] {
        let machine =
            Configuration::from_words(&MachineWords { kind, ..MachineWords::default() }).unwrap();
        assert_eq!((machine.kind, machine.form), (is, form), "{kind}");
    }
}

#[test]
fn q8_an_unknown_place_is_refused_and_never_taken_for_europe() {
    let miss = cloud::region(set(), "aws", "eu-west-33").unwrap_err();
    assert!(miss.nearest().contains(&"eu-west-3".to_owned()), "{miss:?}");
}

#[test]
fn q9_parts_add_up_to_the_total_with_nothing_rounded() {
    let estimate = priced(&server());
    let parts: Interval = Part::ALL.iter().map(|part| estimate.of_part(set(), gwp(), *part)).sum();
    let total = estimate.total(set(), gwp());
    close(parts.value, total.value);
    close(parts.low, total.low);
    close(parts.high, total.high);
    let watts: Interval = estimate.energy.iter().map(|part| part.watts).sum();
    close(watts.value, estimate.watts.unwrap().0.value);
}

#[test]
fn q10_every_criterion_that_the_components_have_is_computed() {
    let set = with_all_criteria();
    let at = |code: &str| set.criteria.iter().position(|c| c.code == code).unwrap();
    let estimate = estimate(&set, &server()).unwrap();
    for code in ["gwp", "adpe", "pe"] {
        assert!(estimate.total(&set, at(code)).value > 0.0, "{code}");
        assert!(!estimate.lacking.contains(&at(code)), "{code}");
    }
    // 2 × (156 + 6.94 × 26.5) + 8 × 74 + 256 / 1.24436 × 27.3 + 2 × 73.98 + 960 / 54.884 × 27.3
    // + 836 + 5.98 × 352 + 2200 + 68.6.
    let expected = 2.0 * (156.0 + 6.94 * 26.5)
        + 8.0 * 74.0
        + 256.0 / 1.24436 * 27.3
        + 2.0 * 73.98
        + 960.0 / 54.884 * 27.3
        + 836.0
        + 5.98 * 352.0
        + 2200.0
        + 68.6;
    close(estimate.total(&set, at("pe")).value, expected);
}

#[test]
fn q10_a_criterion_without_factor_for_a_part_says_its_sum_is_partial() {
    let set = with_all_criteria();
    let at = |code: &str| set.criteria.iter().position(|c| c.code == code).unwrap();
    let estimate = estimate(&set, &Configuration { gpu_count: Some(2), ..server() }).unwrap();
    assert!(estimate.lacking.contains(&at("adpe")) && !estimate.lacking.contains(&at("gwp")));
}

#[test]
fn q11_no_impact_of_a_part_is_negative() {
    let set = with_all_criteria();
    for term in &estimate(&set, &server()).unwrap().terms {
        assert!(set.factor(term.factor).amount.low > 0.0 && term.quantity.low >= 0.0);
    }
}

#[test]
fn q13_every_estimate_has_bounds() {
    let total = total(&server());
    assert!(total.low < 0.8 * total.value && total.value < 0.8 * total.high, "{total:?}");
}

#[test]
fn q14_an_unknown_word_of_disk_is_an_ssd_and_never_dropped() {
    let of = |disks| {
        let words = MachineWords {
            kind: "server",
            cpu: "EPYC 7302",
            ram: "64",
            disks,
            ..MachineWords::default()
        };
        Configuration::from_words(&words).unwrap()
    };
    let nvme = of("2 x 960 GB nvme");
    assert_eq!((nvme.ssd_gb, nvme.ssd_count, nvme.hdd_gb), (Some(1920.0), Some(2), None));
    let odd = of("1 x 2 To SAS");
    assert_eq!((odd.ssd_gb, odd.ssd_count), (Some(2000.0), Some(1)));
    assert!(odd.assumed.contains(&Assumed::DiskIsSsd));
    let both = of("2 x 480 GB SSD + 4 x 4 TB 7.2k");
    assert_eq!((both.ssd_gb, both.hdd_gb, both.hdd_count), (Some(960.0), Some(16_000.0), Some(4)));
    let trailing = of("NVMe Samsung 980 1TB");
    assert_eq!((trailing.ssd_gb, trailing.ssd_count), (Some(1000.0), None));
    assert!(priced(&nvme).of_part(set(), gwp(), Part::Ssd).low > 0.0);
}

#[test]
fn hard_drives_are_counted_and_their_capacity_only_guides_a_count_not_said() {
    let with = |hdd| {
        let words = MachineWords {
            kind: "server",
            cpu: "EPYC 7302",
            ram: "64",
            hdd,
            ..MachineWords::default()
        };
        priced(&Configuration::from_words(&words).unwrap())
    };
    let of = |estimate: &MachineEstimate| estimate.of_part(set(), gwp(), Part::Hdd);
    // 4 × 31.11, whatever their size: no published figure ties the two.
    close(of(&with("4 x 500")).value, 124.44);
    close(of(&with("4 x 20 To")).value, 124.44);
    // 40 TB in drives not counted: 10 of 4 TB, between 2 of 20 TB and 40 of 1 TB.
    let open = with("40 To");
    assert!(open.assumed.contains(&Assumed::HddCount));
    close(of(&open).value, 311.1);
    close(of(&open).low, 2.0 * 8.183);
    close(of(&open).high, 40.0 * 46.665);
}

#[test]
fn cores_of_all_processors_together_are_shared_out_and_said() {
    // A name that no table has: its family is known, and no more.
    let cpu = CpuName::read("Intel Xeon Gold 6199");
    let machine = Configuration { cores: Some(40), cpu, ..server() };
    let cpu = priced(&machine).cpu.unwrap();
    // A Skylake-SP has at most 28: 40 are those of both.
    assert_eq!(cpu.cores, Some(20));
    assert!(cpu.assumed.contains(&Assumed::CoresShared));
    // A name in full says its own, whatever is written of both together.
    let cpu = priced(&Configuration { cores: Some(40), ..server() }).cpu.unwrap();
    assert_eq!((cpu.cores, cpu.assumed.len()), (Some(20), 0));
}

#[test]
fn graphics_cards_weigh_and_leave_the_power_unknown_and_the_energy_that_of_the_rest() {
    let estimate = priced(&Configuration { gpu_count: Some(4), ..server() });
    close(estimate.of_part(set(), gwp(), Part::Gpu).value, 904.0);
    assert!(estimate.watts.is_none());
    let rest = priced(&server()).energy_kwh.unwrap().0;
    close(estimate.energy_kwh.unwrap().0.value, rest.value);
    assert!(estimate.assumed.contains(&Assumed::GpuPower));
}
