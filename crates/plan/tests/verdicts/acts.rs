//! What acts made, and what is no act: age, the grid, what is not listed any more.

use super::*;

/// The electricity of the country weighs less, or more, and no one did anything.
#[test]
fn nobody_is_ahead_nor_late_by_the_grid_alone() {
    let text = "indicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
    let at = |value: f64| Interval { value, low: value - 1.0, high: value + 1.0 };
    let held =
        |net: f64, acts: f64, ageing: f64| {
            let mut told = Told::default()
                .with("it_ghg_annualised", 2024, Value::exact(100.0))
                .with("it_ghg_annualised", 2025, Value::exact(95.0 + net));
            let grid = net - ageing - acts;
            told.against = Some(Against {
                raw: at(net),
                net: at(net),
                without_ageing: at(net - ageing),
                without_grid: at(net - grid),
                acts: at(acts),
                restated: 100.0,
                ageing,
                grid,
            });
            stand(text, &told)
        };
    let says = |one: &empreinte_plan::Standing, words: &str| {
        assert!(one.because.iter().any(|said| said.en.contains(words)), "{:?}", one.because);
        assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    };
    // 6 % less, all of it by the grid.
    let one = held(-6.0, 5.0, 0.0);
    assert_eq!(
        (one.raw, one.net.as_ref().unwrap().acts),
        (CommitmentVerdict::Ahead, Some(CommitmentVerdict::Late))
    );
    says(&one, "kg per kWh) alone leads there");
    // By the grid and age together, and by neither alone.
    let one = held(-6.0, 2.0, -4.0);
    says(&one, "ageing and the year's electricity");
    // More than asked by what was done, whatever the grid did.
    assert_eq!(held(-9.0, -5.0, 0.0).verdict, CommitmentVerdict::Ahead);
    // Late by the grid alone; and by acts too.
    says(&held(6.0, -5.0, 0.0), "alone leads away");
    assert_eq!(held(6.0, 3.0, 0.0).verdict, CommitmentVerdict::Late);
}

/// A ceiling or a value is held against what the year would be, had perimeter, age and grid not
/// moved since the year it is set beside.
#[test]
fn nobody_is_below_a_ceiling_by_what_is_no_act() {
    let at = |value: f64| Interval { value, low: value - 1.0, high: value + 1.0 };
    let mut told = Told::default().with("it_ghg_annualised", 2024, number(95.0, 100.0, 105.0));
    told = told.with("it_ghg_annualised", 2025, number(75.0, 80.0, 85.0));
    let mut held = |net: f64, ageing: f64, grid: f64| {
        let [without_ageing, without_grid] = [net - ageing, net - grid].map(at);
        let acts = at(net - ageing - grid);
        let (as_is, net) = (at(0.0), at(net));
        told.unmoved =
            Some(Unmoved { as_is, net, without_ageing, without_grid, acts, ageing, grid });
        ["ceiling", "value"].map(|target| {
            let of = format!("target = \"{target}\"\ntargets = {{ 2025 = 90 }}");
            stand(&format!("indicator = \"it_ghg_annualised\"\n{of}"), &told)
        })
    };
    for one in held(0.0, 0.0, 0.0) {
        assert_eq!((one.raw, one.verdict), (CommitmentVerdict::Ahead, CommitmentVerdict::Ahead));
        assert_eq!(one.net.unwrap().since, Some(2024));
    }
    // What is not listed any more was 30: on the perimeter of 2024 the year is 110.
    for one in held(30.0, 0.0, 0.0) {
        assert_eq!((one.raw, one.verdict), (CommitmentVerdict::Ahead, CommitmentVerdict::Late));
        assert!((one.net.unwrap().figure.unwrap().value - 110.0).abs() < 1e-9);
        assert!(one.because.iter().any(|said| said.en.contains("counted otherwise")));
    }
    for one in held(0.0, -20.0, 0.0) {
        assert_eq!(
            (one.raw, one.verdict),
            (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable)
        );
        assert!(one.because.iter().any(|said| said.en.contains("ageing alone")));
    }
    for one in held(0.0, 0.0, -20.0) {
        assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
        assert!(one.because.iter().any(|said| said.en.contains("kg per kWh) alone")));
    }
}

/// Of a sum that no change shares out, what is not listed any more may keep a ceiling; a share is of
/// what is listed.
#[test]
fn a_sum_is_not_below_a_ceiling_by_what_is_not_listed_any_more() {
    let mut told = Told::default();
    for (id, value) in
        [("weee_weight", 50.0), ("it_scope3_1_services", 50.0), ("renewal_rate", 5.0)]
    {
        for year in [2024, 2025] {
            told = told.with(id, year, Value::exact(value));
        }
    }
    let of = |told: &Told, id: &str| {
        stand(
            &format!("indicator = \"{id}\"\ntarget = \"ceiling\"\ntargets = {{ 2025 = 60 }}"),
            told,
        )
    };
    assert_eq!(of(&told, "it_scope3_1_services").verdict, CommitmentVerdict::Ahead);
    told.breaks = vec![ground::text!("n'y sont plus : papier", "no longer in it: paper")];
    let one = of(&told, "it_scope3_1_services");
    assert_eq!(
        (one.raw, one.verdict),
        (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable)
    );
    assert_eq!(of(&told, "renewal_rate").verdict, CommitmentVerdict::Ahead);
}

/// Of an indicator whose change is not shared out, age and the grid may be all of the fall.
#[test]
fn what_age_or_the_grid_moved_keeps_nothing_where_nothing_shares_it_out() {
    let mut told = Told::default().with("it_scope2_location", 2024, Value::exact(100.0)).with(
        "it_scope2_location",
        2025,
        Value::exact(80.0),
    );
    let of = |told: &Told, target: &str| {
        stand(&format!("indicator = \"it_scope2_location\"\n{target}"), told).verdict
    };
    let change = "target = \"change\"\ntargets = { 2025 = -10 }";
    let ceiling = "target = \"ceiling\"\ntargets = { 2025 = 90 }";
    let above = "target = \"ceiling\"\ntargets = { 2025 = 120 }";
    assert_eq!([change, ceiling, above].map(|one| of(&told, one)), [CommitmentVerdict::Ahead; 3]);
    told.moved = Some(ground::text!("l'électricité", "electricity"));
    assert_eq!(
        [change, ceiling].map(|one| of(&told, one)),
        [CommitmentVerdict::NotDistinguishable; 2]
    );
    // A ceiling that the base kept asks for no fall.
    assert_eq!(of(&told, above), CommitmentVerdict::Ahead);
}

/// A figure of rows read, and what rows set aside make of it.
fn with_rows_aside(read: f64, low: f64, high: f64) -> Value {
    let mut value = number(low, read, high);
    value.read = Value::exact(read).figure.ok();
    let of = ground::text!("2 lignes écartées", "2 rows set aside");
    value.lacking.push(Lacking { datum: Datum::RowsAside, of });
    value
}

/// From 10 to 5 in two years, 7.5 is asked in the first; from 30, which the rows set aside of the base
/// may make of it, 17.5.
#[test]
fn a_line_starts_anywhere_that_the_unread_rows_of_its_base_put_it() {
    let of = |base: Value, last: f64, targets: &str| {
        let id = "it_scope3_1_services";
        let told = Told::default().with(id, 2024, base).with(id, 2025, Value::exact(last));
        stand(
            &format!("indicator = \"{id}\"\ntarget = \"value\"\ntargets = {{ {targets} }}"),
            &told,
        )
    };
    let open = || with_rows_aside(10.0, 10.0, 30.0);
    let line = "2026 = 5";
    assert_eq!(of(Value::exact(10.0), 8.0, line).verdict, CommitmentVerdict::Late);
    let one = of(open(), 8.0, line);
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    assert_eq!(one.asked_value, Some(7.5));
    let settle = one.settle.unwrap().en;
    assert!(settle.contains("for the base") && settle.contains("2 rows set aside"), "{settle}");
    assert_eq!(of(open(), 17.4, line).verdict, CommitmentVerdict::NotDistinguishable);
    assert_eq!(of(open(), 17.6, line).verdict, CommitmentVerdict::Late);
    assert_eq!(of(open(), 7.5, line).verdict, CommitmentVerdict::Ahead);
    // Nobody knows how much they are: any value above the line of what was read may keep it.
    let endless = || with_rows_aside(10.0, 10.0, f64::INFINITY);
    assert_eq!(of(endless(), 1e6, line).verdict, CommitmentVerdict::NotDistinguishable);
    assert_eq!(of(endless(), 7.4, line).verdict, CommitmentVerdict::Ahead);
    // A target that is due rests on no base any more.
    assert_eq!(of(open(), 6.0, "2025 = 5").verdict, CommitmentVerdict::Late);
    assert_eq!(of(endless(), 4.0, "2025 = 5").verdict, CommitmentVerdict::Ahead);
}

/// A base of 100 kept a ceiling of 120; one that rows set aside may make 130 did perhaps not.
#[test]
fn a_base_keeps_a_ceiling_with_its_unread_rows_or_not_at_all() {
    let of = |base: Value| {
        let id = "it_scope2_location";
        let mut told = Told::default().with(id, 2024, base).with(id, 2025, Value::exact(80.0));
        told.moved = Some(ground::text!("l'électricité", "electricity"));
        let one = stand(
            &format!("indicator = \"{id}\"\ntarget = \"ceiling\"\ntargets = {{ 2025 = 120 }}"),
            &told,
        );
        let already = one.because.iter().any(|said| said.en.contains("already kept"));
        (one.verdict, already)
    };
    assert_eq!(of(Value::exact(100.0)), (CommitmentVerdict::Ahead, true));
    assert_eq!(of(with_rows_aside(100.0, 90.0, 119.0)), (CommitmentVerdict::Ahead, true));
    assert_eq!(
        of(with_rows_aside(100.0, 90.0, 130.0)),
        (CommitmentVerdict::NotDistinguishable, false)
    );
}

/// Of an estimate whose bounds are its value nothing is known at 95 %; of a PUE that it is late is
/// said, on the value alone.
#[test]
fn an_estimate_without_interval_decides_nothing() {
    let of = |id: &str, value: f64, quality: Quality, target: &str| {
        let told = [2024, 2025].into_iter().fold(Told::default(), |told, year| {
            told.with(id, year, Value::exact(value).with(quality))
        });
        let one = stand(&format!("indicator = \"{id}\"\n{target}"), &told);
        (one.raw, one.verdict, one.because.iter().any(|said| said.en.contains("no interval")))
    };
    let share = |most: f64| format!("target = \"ceiling\"\ntargets = {{ 2025 = {most} }}");
    let unsure =
        (CommitmentVerdict::NotDistinguishable, CommitmentVerdict::NotDistinguishable, true);
    for most in [70.0, 80.0] {
        let of = |quality| of("it_ghg_manufacturing_share", 75.0, quality, &share(most));
        assert_eq!(of(Quality::Estimated), unsure);
        assert_ne!(of(Quality::Measured).1, CommitmentVerdict::NotDistinguishable);
    }
    let change = "target = \"change\"\ntargets = { 2025 = -5 }";
    assert_eq!(of("it_ghg_share_by_type", 60.0, Quality::Estimated, change), unsure);
    assert_eq!(of("dc_pue", 1.9, Quality::Estimated, &share(2.0)), unsure);
    // The years of a PUE that are counted otherwise leave it no raw verdict either.
    let mut told = Told::default();
    for (year, pue) in [(2024, 2.2), (2025, 1.9)] {
        told = told.with("dc_pue", year, Value::exact(pue).with(Quality::Estimated));
    }
    told.breaks = vec![ground::text!("un compteur de plus", "a meter more")];
    let one = stand(&format!("indicator = \"dc_pue\"\n{change}"), &told);
    assert_eq!((one.raw, one.verdict), (unsure.0, unsure.1));
    let late = (CommitmentVerdict::Late, CommitmentVerdict::Late, true);
    assert_eq!(of("dc_pue", 1.9, Quality::Estimated, &share(1.65)), late);
}

/// The change log tells, once, what the years count otherwise, and the bases that were put on the
/// year's terms.
#[test]
fn the_log_tells_bases_and_what_is_counted_otherwise() {
    let at = |value: f64| Interval { value, low: value - 1.0, high: value + 1.0 };
    let [raw, net, without_ageing, without_grid, acts] = [at(-10.0); 5];
    let (restated, ageing, grid) = (112.0, 0.0, 0.0);
    let mut told = Told::default()
        .with("it_ghg_annualised", 2021, Value::exact(130.0))
        .with("it_ghg_annualised", 2024, Value::exact(100.0))
        .with("it_ghg_annualised", 2025, Value::exact(90.0));
    told.breaks = vec![ground::text!("n'y étaient pas : papier", "not in it before: paper")];
    told.against =
        Some(Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid });
    let change = |rest: &str| {
        format!(
            "indicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = {{ 2027 = -15 }}\n{rest}"
        )
    };
    let mut two = plan(&change(""));
    let mut other = plan(&change("baseline = { value = 99, year = 2021, source = \"étude\" }"));
    other.commitments[0].id = "F".to_owned();
    two.commitments.append(&mut other.commitments);
    let log = |plan: &Plan| {
        let log = Status::of(plan, &told, &Catalogue::shipped().unwrap(), 2025).log;
        log.into_iter().map(|said| said.en).collect::<Vec<_>>()
    };
    let all = log(&two);
    assert_eq!(
        all[..2],
        ["2024 → 2025, not in it before: paper", "2021 → 2025, not in it before: paper"]
    );
    assert!(
        all[2].starts_with("E: base put on the terms of 2025") && all[2].contains("112"),
        "{all:?}"
    );
    assert!(
        all[3].starts_with("F: base of 2021 made again") && all[3].contains("99 then 130"),
        "{all:?}"
    );
    // Twice the same is told once, and what was given up is not told of.
    let mut same = plan(&change(""));
    same.commitments.extend(plan(&change("")).commitments);
    same.commitments[1].id = "F".to_owned();
    same.commitments[1].dropped = "budget".to_owned();
    assert_eq!(log(&same).len(), 2, "{:?}", log(&same));
}
