//! The draw. What carries much is looked at for sure; the rest is cut into strata of equal
//! footprint, and as many rows are drawn from each, without putting back, all of one chance.

use ground::fault::Fault;
use ground::text;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Strata of rows that are not looked at for sure.
const STRATA: usize = 4;
/// The least that is drawn of the rows without figure: two, for a spread.
const LEAST: usize = 2;

/// A row of the inventory with its footprint.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnItem {
    /// Its identifier.
    pub id: String,
    /// Its footprint in the first criterion; `None` where it has no figure.
    pub value: Option<f64>,
}

/// Rows of like footprint.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// `sure`, `1` (the heaviest) and on, or `no_figure`.
    pub code: String,
    /// The places of its rows among the items.
    pub rows: Vec<usize>,
    /// The footprint of its rows.
    pub value: f64,
    /// The places of the rows drawn.
    pub drawn: Vec<usize>,
}

impl Stratum {
    /// The chance of each of its rows to be drawn.
    pub fn probability(&self) -> f64 {
        self.drawn.len() as f64 / (self.rows.len() as f64).max(1.0)
    }
}

/// A draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// The strata that have rows.
    pub strata: Vec<Stratum>,
}

impl Draw {
    /// How many rows were drawn.
    pub fn drawn(&self) -> usize {
        self.strata.iter().map(|stratum| stratum.drawn.len()).sum()
    }
}

/// Draws `n` rows. The same items, number and seed give the same draw.
///
/// # Errors
///
/// There is no row, or none is asked for.
pub fn draw(items: &[DrawnItem], n: usize, seed: u64) -> Result<Draw, Fault> {
    if items.is_empty() || n == 0 {
        return Err(Fault::new(text!("rien à tirer", "nothing to draw")).hint(text!(
            "il faut un inventaire qui a des lignes, et `--n` d'au moins 1",
            "an inventory that has rows is needed, and `--n` of at least 1"
        )));
    }
    let n = n.min(items.len());
    let size = |at: &usize| items[*at].value.map_or(0.0, f64::abs);
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| items[*a].id.cmp(&items[*b].id)));
    let (weighed, blank): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|at| size(at) > 0.0);
    // Rows without figure have a stratum of their own, of a share of the draw as of the rows.
    let of_blank = blank.len().min(match (weighed.is_empty(), blank.is_empty()) {
        (true, _) => n,
        (_, true) => 0,
        _ => (n * blank.len() / items.len()).max(LEAST).min(n / 3),
    });
    // What the others are too few for is drawn of those.
    let of_blank = of_blank.max(n.saturating_sub(weighed.len()));
    let of_weighed = (n - of_blank).min(weighed.len());
    let sure = sure(&weighed, of_weighed, size);
    let (first, rest) = weighed.split_at(sure);
    let mut strata = Vec::new();
    let mut add = |code: &str, rows: &[usize], take: usize| {
        if !rows.is_empty() {
            let value = rows.iter().filter_map(|at| items[*at].value).sum();
            strata.push((code.to_owned(), rows.to_vec(), value, take));
        }
    };
    add("sure", first, first.len());
    let cut = cut(rest, size);
    let take = allocate(&cut, of_weighed - sure);
    for (at, (rows, take)) in cut.iter().zip(take).enumerate() {
        add(&(at + 1).to_string(), rows, take);
    }
    add("no_figure", &blank, of_blank);
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let strata = strata
        .into_iter()
        .map(|(code, rows, value, take)| {
            let mut drawn = pick(&rows, take, &mut chance);
            drawn.sort_unstable();
            Stratum { code, rows, value, drawn }
        })
        .collect();
    Ok(Draw { strata })
}

/// How many rows, heaviest first, would be drawn for sure if chances went by footprint: those
/// whose share of what is left is at least one in what is left to draw.
fn sure(weighed: &[usize], n: usize, size: impl Fn(&usize) -> f64) -> usize {
    let mut left: f64 = weighed.iter().map(&size).sum();
    let mut sure = 0;
    while sure < n && sure < weighed.len() {
        let own = size(&weighed[sure]);
        // Half of the draw at most, so that the rest is looked at too.
        if sure * 2 >= n || own * ((n - sure) as f64) < left {
            break;
        }
        left -= own;
        sure += 1;
    }
    sure
}

/// Rows, heaviest first, cut where each part has about the same footprint.
fn cut(rows: &[usize], size: impl Fn(&usize) -> f64) -> Vec<Vec<usize>> {
    let all: f64 = rows.iter().map(&size).sum();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); STRATA];
    let mut before = 0.0;
    for at in rows {
        let share = before / all * STRATA as f64;
        let part = (1..STRATA).take_while(|part| *part as f64 <= share).count();
        parts[part].push(*at);
        before += size(at);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// As many of each part, for their footprints are alike; what a small part cannot give, the others
/// do.
fn allocate(parts: &[Vec<usize>], n: usize) -> Vec<usize> {
    let mut take = vec![0; parts.len()];
    let mut left = n;
    while left > 0 {
        let open: Vec<usize> = (0..parts.len()).filter(|at| take[*at] < parts[*at].len()).collect();
        if open.is_empty() {
            break;
        }
        for at in open {
            if left > 0 {
                take[at] += 1;
                left -= 1;
            }
        }
    }
    take
}

/// Some of the rows, all of one chance: the first of a shuffle.
fn pick(rows: &[usize], take: usize, chance: &mut ChaCha8Rng) -> Vec<usize> {
    let mut rows = rows.to_vec();
    let take = take.min(rows.len());
    for at in 0..take {
        let left = (rows.len() - at) as u64;
        // Without the bias of a remainder: numbers past the last whole round are drawn again.
        let fair = u64::MAX - u64::MAX % left;
        let other = loop {
            let number = chance.next_u64();
            if number < fair {
                break number % left;
            }
        };
        rows.swap(at, at + usize::try_from(other).unwrap_or(0));
    }
    rows.truncate(take);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(values: &[f64]) -> Vec<DrawnItem> {
        let item = |(at, value): (usize, &f64)| DrawnItem {
            id: format!("e{at}"),
            value: (*value > 0.0).then_some(*value),
        };
        values.iter().enumerate().map(item).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_rows_and_another_others() {
        let all: Vec<f64> = (1..500).map(f64::from).collect();
        let rows = |seed| draw(&items(&all), 60, seed).unwrap();
        assert_eq!(rows(1), rows(1));
        assert_ne!(rows(1), rows(2));
        assert_eq!(rows(1).drawn(), 60);
    }

    #[test]
    fn what_carries_much_is_looked_at_for_sure() {
        let mut all = vec![1.0; 300];
        all[7] = 10_000.0;
        for seed in 0..20 {
            let drawn = draw(&items(&all), 30, seed).unwrap();
            assert_eq!(drawn.strata[0].code, "sure");
            assert_eq!(drawn.strata[0].drawn, [7]);
        }
    }

    #[test]
    fn rows_without_figure_are_looked_at_too() {
        let mut all = vec![5.0; 90];
        all.extend([0.0; 10]);
        let drawn = draw(&items(&all), 30, 3).unwrap();
        let blank = drawn.strata.last().unwrap();
        assert_eq!((blank.code.as_str(), blank.drawn.len()), ("no_figure", 3));
    }

    #[test]
    fn more_than_there_are_is_all_of_them() {
        let drawn = draw(&items(&[1.0, 2.0, 0.0]), 60, 1).unwrap();
        assert_eq!(drawn.drawn(), 3);
        assert!(draw(&items(&[1.0]), 0, 1).is_err());
        assert!(draw(&[], 5, 1).is_err());
    }

    /// Each row of a stratum is drawn as often as its probability says.
    #[test]
    fn chances_are_those_stated() {
        let all: Vec<f64> = (1..=40).map(f64::from).collect();
        let all = items(&all);
        let mut times = vec![0.0; all.len()];
        for seed in 0..2_000 {
            for stratum in draw(&all, 10, seed).unwrap().strata {
                for at in &stratum.drawn {
                    times[*at] += 1.0 / stratum.probability() / 2_000.0;
                }
            }
        }
        for time in times {
            assert!((time - 1.0).abs() < 0.2, "{time}");
        }
    }
}
