//! Verdicts over draws: how often one is wrong, and where it falls.

use super::*;

/// A thousand plans whose truth is known: a true pair of years, seen with errors of which a part is
/// shared by both. Of those that are not kept at most 5 % are said to be ahead, and of those that are
/// kept at most 5 % late; the share of wrong ones among what is said is another, and is counted.
#[test]
fn at_most_one_verdict_in_twenty_is_on_the_wrong_side() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut normal = move || -> f64 { StandardNormal.sample(&mut random) };
    let (mut ahead_wrong, mut late_wrong, mut ahead, mut late) = (0, 0, 0, 0);
    let (mut kept, mut behind) = (0, 0);
    for n in 0..1000 {
        let own = 0.02 + 0.2 * f64::from(n % 10) / 10.0;
        let shared = 0.1 * f64::from(n % 3);
        // What the year before truly was, and what this one truly is.
        let (before, truly) = (100.0, 100.0 * (0.1 * normal()).exp());
        let asked = -5.0;
        let common = shared * normal();
        let seen = |truth: f64, own_error: f64| truth * (common + own * own_error).exp();
        let spread = own.hypot(shared) * 1.645;
        let value = |seen: f64| {
            number(seen * (-spread).exp(), seen, seen * spread.exp()).with(Quality::Estimated)
        };
        let (old, new) = (seen(before, normal()), seen(truly, normal()));
        let held = Told::default().with("it_electricity", 2024, value(old)).with(
            "it_electricity",
            2025,
            value(new),
        );
        let text = format!(
            "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = {{ 2025 = {asked} }}"
        );
        let is_kept = truly <= before * 0.95;
        kept += i32::from(is_kept);
        behind += i32::from(!is_kept);
        match stand(&text, &held).verdict {
            CommitmentVerdict::Ahead => {
                ahead += 1;
                ahead_wrong += i32::from(!is_kept);
            }
            CommitmentVerdict::Late => {
                late += 1;
                late_wrong += i32::from(is_kept);
            }
            _ => {}
        }
    }
    assert!(ahead + late > 100, "{ahead} and {late} verdicts of a thousand say something");
    assert!(ahead_wrong <= 50 && late_wrong <= 50, "{ahead_wrong} and {late_wrong} wrong");
    assert!(20 * ahead_wrong <= behind, "{ahead_wrong} of {behind} not kept are said ahead");
    assert!(20 * late_wrong <= kept, "{late_wrong} of {kept} kept are said late");
    // What the page says of the verdicts themselves: how few are said where years are known badly.
    assert_eq!([ahead_wrong, ahead, late_wrong, late], [3, 29, 3, 83]);
}

/// Two years seen with an error that both share and one that each has: what was true is drawn around
/// what is seen, the shared error once.
struct Seen {
    years: [f64; 2],
    own: f64,
    shared: f64,
    errors: Vec<[f64; 3]>,
}

impl HeldAgainst for Seen {
    fn years(&self) -> Vec<i32> {
        vec![2024, 2025]
    }
    fn value(&self, one: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        self.other(&one.indicator, year)
    }
    fn other(&self, _: &str, year: i32) -> Option<Value> {
        Some(Value::exact(self.years[usize::from(year == 2025)]).with(Quality::Estimated))
    }
    fn against(&self, _: &Commitment, _: i32, _: i32, keep: f64) -> Option<Against> {
        let [old, new] = self.years;
        let drawn = |[common, before, now]: &[f64; 3]| {
            let was = |seen: f64, own: f64| seen * (-self.shared * common - self.own * own).exp();
            was(new, *now) - keep * was(old, *before)
        };
        let mut all: Vec<f64> = self.errors.iter().map(drawn).collect();
        all.sort_by(f64::total_cmp);
        let (low, high) = (all[all.len() / 20], all[all.len() * 19 / 20]);
        let value = (new - keep * old).clamp(low, high);
        let [raw, net, without_ageing, without_grid, acts] = [Interval { value, low, high }; 5];
        let (restated, ageing, grid) = (old, 0.0, 0.0);
        Some(Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid })
    }
}

/// The thousand plans by draws that both years share, as electricity and footprint are held: many
/// more verdicts are said, and no more of them are wrong than one in twenty of what is not kept, or
/// is.
#[test]
fn at_most_one_verdict_in_twenty_is_wrong_where_errors_are_shared() {
    let mut random = ChaCha8Rng::seed_from_u64(13);
    let mut normal = move || -> f64 { StandardNormal.sample(&mut random) };
    let errors: Vec<[f64; 3]> = (0..1000).map(|_| std::array::from_fn(|_| normal())).collect();
    let (mut ahead, mut late, mut kept, mut said) = (0, 0, 0, 0);
    for n in 0..1000 {
        let (own, shared) = (0.01 + 0.01 * f64::from(n % 10), 0.1 * f64::from(n % 4));
        let truly = 100.0 * (0.1 * normal()).exp();
        let common = shared * normal();
        let mut seen = |truth: f64| truth * (common + own * normal()).exp();
        let years = [seen(100.0), seen(truly)];
        let held = Seen { years, own, shared, errors: errors.clone() };
        let is_kept = truly <= 95.0;
        kept += i32::from(is_kept);
        let text = "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = { 2025 = -5 }";
        let verdict = stand(text, &held).verdict;
        ahead += i32::from(verdict == CommitmentVerdict::Ahead && !is_kept);
        late += i32::from(verdict == CommitmentVerdict::Late && is_kept);
        said += i32::from(matches!(verdict, CommitmentVerdict::Ahead | CommitmentVerdict::Late));
    }
    assert!(20 * ahead <= 1000 - kept && 20 * late <= kept, "{ahead}, {late} of {kept}");
    assert!(said > 300, "{said} verdicts of a thousand say something");
}

/// The same at the edge: the truth is the target itself, so that every verdict is a matter of
/// chance, and of each thousand one in twenty may fall on either side.
#[test]
fn on_the_target_itself_each_side_is_met_one_time_in_twenty_at_most() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let (mut ahead, mut late) = (0, 0);
    for _ in 0..1000 {
        let error: f64 = StandardNormal.sample(&mut random);
        let value = 20.0 + error;
        let seen = number(value - 1.645, value, value + 1.645);
        let held = Told::default().with("refurbished_rate_spend", 2025, seen);
        let text =
            "indicator = \"refurbished_rate_spend\"\ntarget = \"floor\"\ntargets = { 2025 = 20 }";
        match stand(text, &held).verdict {
            CommitmentVerdict::Ahead => ahead += 1,
            CommitmentVerdict::Late => late += 1,
            _ => {}
        }
    }
    // 50 expected on each side; three deviations of chance are 21.
    assert!(ahead <= 71 && late <= 71 && ahead + late > 40, "{ahead} and {late}");
}

/// The later year less `keep` times the earlier one, as drawn: 80 of 100, the errors apart.
struct Drawn;

impl HeldAgainst for Drawn {
    fn years(&self) -> Vec<i32> {
        vec![2024, 2025]
    }
    fn value(&self, one: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        self.other(&one.indicator, year)
    }
    fn other(&self, _: &str, year: i32) -> Option<Value> {
        Some(Value::exact(if year == 2024 { 100.0 } else { 80.0 }))
    }
    fn against(&self, _: &Commitment, _: i32, _: i32, keep: f64) -> Option<Against> {
        let value = 80.0 - keep * 100.0;
        let spread = 4.0_f64.hypot(keep * 5.0);
        let held = Interval { value, low: value - spread, high: value + spread };
        let restated = 100.0;
        let [raw, net, without_ageing, without_grid, acts] = [held; 5];
        let (ageing, grid) = (0.0, 0.0);
        Some(Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid })
    }
}

#[test]
fn the_interval_of_a_change_is_of_its_years_and_a_verdict_falls_at_its_bounds() {
    let of = |target: f64| {
        let text = format!(
            "indicator = \"it_ghg_per_user\"\ntarget = \"change\"\ntargets = {{ 2025 = {target} }}"
        );
        stand(&text, &Drawn)
    };
    let one = of(-15.0).percent.unwrap();
    for target in [-5.0, -30.0, -60.0] {
        let other = of(target).percent.unwrap();
        assert!((one.low - other.low).abs() < 1e-9 && (one.high - other.high).abs() < 1e-9);
    }
    assert!((one.value + 20.0).abs() < 1e-9 && one.low < -20.0 && one.high > -20.0);
    assert_eq!(of(one.high + 0.1).verdict, CommitmentVerdict::Ahead);
    assert_eq!(of(one.high - 0.1).verdict, CommitmentVerdict::NotDistinguishable);
    assert_eq!(of(one.low + 0.1).verdict, CommitmentVerdict::NotDistinguishable);
    assert_eq!(of(one.low - 0.1).verdict, CommitmentVerdict::Late);
    // The same of two counted years, by their bounds.
    let held = Told::default().with("it_electricity", 2024, number(90.0, 100.0, 110.0)).with(
        "it_electricity",
        2025,
        number(70.0, 80.0, 90.0),
    );
    let of = |target: f64| {
        let text = format!(
            "indicator = \"it_electricity\"\ntarget = \"change\"\ntargets = {{ 2025 = {target} }}"
        );
        stand(&text, &held).percent.unwrap()
    };
    let change = of(-5.0);
    assert!((change.low - (100.0 * (70.0 / 110.0 - 1.0))).abs() < 1e-3, "{change:?}");
    assert!(change.high.abs() < 1e-3, "{change:?}");
    assert_eq!(change, of(-50.0));
}
