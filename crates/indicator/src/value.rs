//! A value, with all that makes it believable; or why there is none.

use super::datum::Datum;
use super::tally::{RowRef, UnitTally};
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::text;

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A number with its bounds, in the indicator's unit.
    Number(Interval),
    /// More than this: the data say no more, and nothing is extrapolated.
    MoreThan(f64),
    /// This at most: what is not known could only lower it.
    AtMost(f64),
    /// A yes or a no.
    YesNo(bool),
}

/// What a figure rests on, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Measured by a meter or an agent.
    Measured,
    /// Counted from rows.
    Recorded,
    /// Answered, with a document that is there and unchanged.
    Declared,
    /// Rests on defaults or on an estimate.
    Estimated,
    /// A definition of another scale carried over to the organisation.
    Proxy,
    /// Answered without proof, or with one that is missing or was changed.
    Unproven,
}

impl Quality {
    /// All qualities.
    pub const ALL: [Self; 6] = [
        Self::Measured,
        Self::Recorded,
        Self::Declared,
        Self::Estimated,
        Self::Proxy,
        Self::Unproven,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Recorded => "recorded",
            Self::Declared => "declared",
            Self::Estimated => "estimated",
            Self::Proxy => "proxy",
            Self::Unproven => "unproven",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Measured => lang.label("mesuré", "measured"),
            Self::Recorded => lang.label("compté", "recorded"),
            Self::Declared => lang.label("déclaré", "declared"),
            Self::Estimated => lang.label("estimé", "estimated"),
            Self::Proxy => lang.label("transposé", "proxy"),
            Self::Unproven => lang.label("sans preuve", "unproven"),
        }
    }
}

/// Why there is no figure, and what would open it.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// What is missing, what matters most first.
    pub data: Vec<Datum>,
    /// What the data say instead, where they say something.
    pub because: Option<Text>,
}

/// A datum that some of what a figure is about lacks: what is not known of it widens the bounds, or
/// stands outside the figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Lacking {
    /// What is lacking.
    pub datum: Datum,
    /// Of how much: `5 units`, `44 kg`.
    pub of: Text,
}

/// A number that goes into the formula.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaTerm {
    /// What it is.
    pub name: Text,
    /// How much.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
}

/// What indicators are split by: the axes of their groups, and of the parts that a plan names.
pub const AXES: [&str; 8] = [
    "type",
    "site",
    "manufacturer",
    "acquisition_mode",
    "datacentre",
    "weee_category",
    "quality",
    "field",
];

/// The value of one part of the estate.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupValue {
    /// The way of splitting, one of [`AXES`].
    pub axis: &'static str,
    /// The part's name in files.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Its figure, or why there is none.
    pub figure: Result<Figure, Missing>,
    /// What is lacking of it, which may be nothing, where that is known of the part.
    pub lacking: Option<Vec<Lacking>>,
}

/// The value of an indicator in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The figure, or why there is none.
    pub figure: Result<Figure, Missing>,
    /// The share of what it should rest on that it does rest on, 0 to 1.
    pub coverage: Option<f64>,
    /// What it rests on.
    pub quality: Quality,
    /// The numbers of its formula.
    pub terms: Vec<FormulaTerm>,
    /// Its parts.
    pub groups: Vec<GroupValue>,
    /// The part it speaks of, where it is the figure of one part: its name alone says of what.
    pub part: Option<Text>,
    /// How many rows it rests on.
    pub n_rows: u64,
    /// The first of them.
    pub rows: Vec<RowRef>,
    /// What a reader must know.
    pub notes: Vec<Text>,
    /// Whether its bounds are those of everything low, or high, at once: files have them, and people,
    /// who are shown 90 % intervals, are not told of them.
    pub is_summed: bool,
    /// What is lacking, in the order that it was met; each datum once.
    pub lacking: Vec<Lacking>,
    /// The figure of what was read, where rows set aside are in the bounds of [`Value::figure`].
    pub read: Option<Figure>,
}

impl Value {
    /// A value counted from rows.
    pub fn of(figure: Figure) -> Self {
        Self {
            figure: Ok(figure),
            coverage: None,
            quality: Quality::Recorded,
            terms: Vec::new(),
            groups: Vec::new(),
            part: None,
            n_rows: 0,
            rows: Vec::new(),
            notes: Vec::new(),
            lacking: Vec::new(),
            is_summed: false,
            read: None,
        }
    }

    /// The value of what was read alone, whatever rows were set aside.
    #[must_use]
    pub fn as_read(&self) -> Self {
        let figure = self.read.map_or_else(|| self.figure.clone(), Ok);
        Self { figure, ..self.clone() }
    }

    /// A number whose bounds are those of everything low, or high, at once.
    pub fn summed(value: Interval) -> Self {
        Self { is_summed: true, ..Self::number(value) }
    }

    /// The figure as people are shown it: with its bounds, but for those of everything low, or high,
    /// at once.
    pub fn shown(&self) -> Result<Figure, &Missing> {
        match &self.figure {
            Ok(Figure::Number(one)) if self.is_summed => {
                Ok(Figure::Number(Interval::exact(one.value)))
            }
            Ok(figure) => Ok(*figure),
            Err(missing) => Err(missing),
        }
    }

    /// A number without interval.
    pub fn exact(value: f64) -> Self {
        Self::number(Interval::exact(value))
    }

    /// A number with its interval.
    pub fn number(value: Interval) -> Self {
        // A sum of nothing is a negative zero: files say 0.
        let Interval { value, low, high } = value;
        Self::of(Figure::Number(Interval { value: value + 0.0, low: low + 0.0, high: high + 0.0 }))
    }

    /// A yes or no.
    pub fn yes_no(yes: bool) -> Self {
        Self::of(Figure::YesNo(yes))
    }

    /// No figure, for want of a datum.
    pub fn missing(datum: Datum) -> Self {
        Self::none(vec![datum], None)
    }

    /// No figure, for want of a datum, and what the data say.
    pub fn missing_because(datum: Datum, because: Text) -> Self {
        Self::none(vec![datum], Some(because))
    }

    /// This value in a year in which nothing is held: what would tell of the equipment is not what
    /// lacks, there is none.
    #[must_use]
    pub fn of_nothing_held(mut self) -> Self {
        if let Err(missing) = &mut self.figure {
            for datum in &mut missing.data {
                *datum = match *datum {
                    Datum::Inventory
                    | Datum::StartDates
                    | Datum::CriterionFactors
                    | Datum::EmbodiedFactors
                    | Datum::Types => Datum::Held,
                    other => other,
                };
            }
            missing.data.dedup();
        }
        self
    }

    fn none(data: Vec<Datum>, because: Option<Text>) -> Self {
        Self { figure: Err(Missing { data, because }), ..Self::exact(0.0) }
    }

    /// A share of a whole in %, with its two terms; no figure for want of `datum` where the
    /// whole is nothing.
    pub fn share(part: (Text, f64), whole: (Text, f64), unit: &'static str, datum: Datum) -> Self {
        Self::ratio(part, whole, unit, 100.0, datum)
    }

    /// A quotient times `by`, with its two terms.
    pub fn ratio(
        part: (Text, f64),
        whole: (Text, f64),
        unit: &'static str,
        by: f64,
        datum: Datum,
    ) -> Self {
        let value =
            if whole.1 > 0.0 { Self::exact(by * part.1 / whole.1) } else { Self::missing(datum) };
        value.term(part.0, part.1, unit).term(whole.0, whole.1, unit)
    }

    /// With what it rests on.
    #[must_use]
    pub fn with(mut self, quality: Quality) -> Self {
        self.quality = quality;
        self
    }

    /// With its coverage: what is known of what should be.
    #[must_use]
    pub fn covering(mut self, known: f64, of: f64) -> Self {
        self.coverage = (of > 0.0).then(|| (known / of).clamp(0.0, 1.0));
        self
    }

    /// Of a share taken over what is known: with its coverage, and bounds that say what the others
    /// could make of it.
    #[must_use]
    pub fn among(mut self, known: f64, of: f64) -> Self {
        if let Ok(Figure::Number(share)) = &mut self.figure
            && known < of
        {
            let part = share.value * known;
            (share.low, share.high) = (part / of, (part + 100.0 * (of - known)) / of);
        }
        self.covering(known, of)
    }

    /// Of a share taken over the units of which a datum is known: with its coverage, bounds that say what
    /// the others could make of it, and the datum that those lack.
    #[must_use]
    pub fn among_units(self, known: f64, of: f64, datum: Datum) -> Self {
        self.among(known, of).lacking(datum, of - known)
    }

    /// With so much more in its high bound: what is not known could add it.
    #[must_use]
    pub fn at_most_more(mut self, more: f64) -> Self {
        if let Ok(Figure::Number(figure)) = &mut self.figure {
            figure.high += more.max(0.0);
        }
        self
    }

    /// With a low bound that is so much less.
    #[must_use]
    pub fn at_least_less(mut self, less: f64) -> Self {
        if let Ok(Figure::Number(figure)) = &mut self.figure {
            figure.low -= less.max(0.0);
        }
        self
    }

    /// With a datum that so many units lack; none does where it is nothing.
    #[must_use]
    pub fn lacking(self, datum: Datum, units: f64) -> Self {
        self.lacking_of(datum, units, &Noun::UNIT)
    }

    /// With a datum that so many of something lack; none does where it is nothing.
    #[must_use]
    pub fn lacking_of(mut self, datum: Datum, number: f64, of: &Noun) -> Self {
        let is_told = self.lacking.iter().any(|one| one.datum == datum);
        if self.figure.is_ok() && number > 1e-9 && !is_told {
            // Of a lot that says no number, that is what lacks first.
            let several = text!("plusieurs unités", "several units");
            let (datum, of) = if number.is_finite() {
                (datum, of.count(number))
            } else {
                (Datum::LotUnits, several)
            };
            self.lacking.push(Lacking { datum, of });
        }
        self
    }

    /// With a number of its formula.
    #[must_use]
    pub fn term(mut self, name: Text, value: f64, unit: &'static str) -> Self {
        self.terms.push(FormulaTerm { name, value: value + 0.0, unit });
        self
    }

    /// With something a reader must know.
    #[must_use]
    pub fn note(mut self, note: Text) -> Self {
        self.notes.push(note);
        self
    }

    /// With its parts.
    #[must_use]
    pub fn split(mut self, groups: Vec<GroupValue>) -> Self {
        debug_assert!(groups.iter().all(|one| AXES.contains(&one.axis)), "{groups:?}");
        self.groups = groups;
        self
    }

    /// Of one part: with its name.
    #[must_use]
    pub fn speaking_of(mut self, part: Text) -> Self {
        self.part = Some(part);
        self
    }

    /// With the rows of a tally. What was assumed is counted by nobody: the value is an estimate,
    /// and its coverage what is listed.
    #[must_use]
    pub fn from_rows(mut self, tally: &UnitTally) -> Self {
        self.n_rows = tally.n_rows;
        self.rows.clone_from(&tally.rows);
        if tally.assumed <= 0.0 {
            return self;
        }
        if self.quality == Quality::Recorded {
            self.quality = Quality::Estimated;
        }
        if self.coverage.is_none() {
            self = self.covering(tally.sum - tally.assumed, tally.sum);
        }
        let Text { fr, en } = Text::of(|lang| lang.number(tally.assumed, 1));
        self.note(text!(
            "dont {fr} supposés par `[assumptions]` d'estate.toml, que rien ne liste",
            "of which {en} are assumed by `[assumptions]` of estate.toml and listed by no file"
        ))
    }

    /// The interval of its figure; a yes is 1 and a no is 0.
    pub fn interval(&self) -> Option<Interval> {
        match self.figure {
            Ok(Figure::Number(interval)) => Some(interval),
            Ok(Figure::YesNo(yes)) => Some(Interval::exact(f64::from(u8::from(yes)))),
            Ok(Figure::MoreThan(_) | Figure::AtMost(_)) | Err(_) => None,
        }
    }
}
