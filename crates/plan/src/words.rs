//! The days and the closed lists of words that a plan is written with.

use ground::fault::{DATE_WANTED, WORD_WANTED};
use ground::table::{Day, parse_day, yes_no};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use toml::value::Datetime;

/// A day; written as TOML's own date or as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub Day);

#[derive(Deserialize)]
#[serde(untagged)]
enum DateWritten {
    Text(String),
    Toml(Datetime),
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wanted = || Error::custom(format!("{DATE_WANTED}: YYYY-MM-DD"));
        let text = match DateWritten::deserialize(from).map_err(|_| wanted())? {
            DateWritten::Text(text) => text,
            DateWritten::Toml(date) => date.to_string(),
        };
        // Of the right form and of no calendar: TOML says which part of it.
        let none = || match text.trim().parse::<Datetime>() {
            Err(error) => Error::custom(error),
            Ok(_) => wanted(),
        };
        let is_of_the_form = text.trim().get(4..5) == Some("-");
        parse_day(&text).map(Self).ok_or_else(|| if is_of_the_form { none() } else { wanted() })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A word of a closed list, as it is written.
struct WrittenWord<T> {
    codes: &'static [&'static str],
    of: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for WrittenWord<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{WORD_WANTED}{}", self.codes.join(", "))
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<T, E> {
        let other = || E::invalid_type(Unexpected::Bool(yes), &self);
        (self.of)(if yes { "true" } else { "false" }).ok_or_else(other)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        (self.of)(word).ok_or_else(|| E::unknown_variant(word, self.codes))
    }
}

/// A closed list of words that serde reads and writes by their codes.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal $fr:literal $en:literal $([$($usual:literal)*])?),* $(,)? }) => {
        ground::closed! {
            $(#[$doc])*
            $name { $($(#[$vdoc])* $variant = $code $fr $en [$($($usual)*)?]),* }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any(WrittenWord { codes: Self::CODES, of: Self::named })
            }
        }
    };
}

words! {
    /// Which of the three pillars of a responsible-digital plan.
    Pillar {
        /// Computed from the estate.
        Environment = "environment" "empreinte environnementale" "environmental footprint" ["environnement" "environnemental"],
        /// Declared.
        Data = "data" "données" "data" ["donnée"],
        /// Declared.
        Social = "social" "impact social" "social impact",
    }
}

words! {
    /// How far the plan was validated.
    PlanState {
        /// Being written.
        Draft = "draft" "projet" "draft" ["brouillon"],
        /// By the management.
        Management = "management" "validé par la direction" "validated by the management" ["direction"],
        /// With the agency's opinion.
        Agency = "agency" "avis de l'agence" "opinion of the agency" ["agence"],
        /// By the committee or the assembly.
        Committee = "committee" "validé par le comité ou l'assemblée" "validated by the committee or assembly"
            ["comité" "assemblée" "conseil" "assembly"],
        /// Made public.
        Published = "published" "publié" "published",
        /// Ended, with its balance.
        Closed = "closed" "clos" "closed" ["clôturé" "terminé"],
    }
}

words! {
    /// What a target says.
    TargetKind {
        /// Percent of change to the base.
        Change = "change" "évolution en % de la base" "% of change to the base" ["évolution" "variation"],
        /// A value to reach, by the indicator's own better way.
        Value = "value" "valeur à atteindre" "value to reach" ["valeur"],
        /// At least so much.
        Floor = "floor" "au moins" "at least" ["plancher" "minimum" "min"],
        /// At most so much.
        Ceiling = "ceiling" "au plus" "at most" ["plafond" "maximum" "max"],
        /// A yes.
        Yes = "yes" "oui" "yes",
        /// A direction without a figure.
        Trend = "trend" "tendance, sans cible" "direction without target" ["tendance"],
        /// A rule of conduct: no figure.
        Rule = "rule" "règle de conduite" "rule" ["règle"],
    }
}

words! {
    /// How far an action is engaged.
    Engagement {
        /// Thought about.
        Reflection = "reflection" "réflexion" "reflection",
        /// Tried.
        Experiment = "experiment" "expérimentation" "experiment",
        /// Done for real.
        Realisation = "realisation" "réalisation" "realisation",
    }
}

words! {
    /// How far something got.
    Progress {
        /// Not begun.
        Todo = "todo" "à faire" "to do",
        /// Under way.
        Doing = "doing" "en cours" "under way",
        /// Finished.
        Done = "done" "fait" "done" ["terminé"],
        /// Given up, with its reason.
        Dropped = "dropped" "abandonné" "dropped",
    }
}

words! {
    /// When an action is due.
    Horizon {
        /// Within twelve months.
        Short = "short" "court terme (12 mois)" "short term (12 months)" ["court terme" "court" "short term"],
        /// Over the years of the plan.
        Roadmap = "roadmap" "feuille de route" "roadmap" ["long terme" "long term"],
    }
}

words! {
    /// What a piece of evidence shows: the D, M and R of the label.
    EvidenceKind {
        /// A document.
        Document = "document" "document" "document" ["d"],
        /// Means allocated.
        Means = "means" "moyen" "means" ["m" "moyens"],
        /// A result that is observed.
        Result = "result" "résultat" "result" ["r"],
    }
}

words! {
    /// Whether an indicator tells what is spent or what comes of it.
    Role {
        /// Means.
        Means = "means" "moyens" "means",
        /// Result.
        Result = "result" "résultat" "result",
    }
}

words! {
    /// How grave an auditor's observation is.
    Gravity {
        /// A strength.
        Strength = "strength" "point fort" "strength",
        /// To be improved.
        Improvement = "improvement" "axe d'amélioration" "improvement" ["amélioration"],
        /// To be put right.
        Nonconformity = "nonconformity" "non-conformité" "nonconformity",
    }
}

ground::closed! {
    /// What was answered to a criterion.
    Answer {
        /// Yes.
        Yes = "yes" "oui" "yes" [],
        /// In part.
        Partly = "partly" "en partie" "partly" ["partiel" "partielle" "partiellement" "partial" "partially"],
        /// No.
        No = "no" "non" "no" [],
    }
}

impl Answer {
    /// The one that a cell means: its word, or a yes or no however it is written.
    pub fn meant(cell: &str) -> Option<Self> {
        let plain = |yes| if yes { Self::Yes } else { Self::No };
        Self::named(cell).or_else(|| yes_no(cell).map(plain))
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WrittenWord { codes: Self::CODES, of: Self::meant })
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list is read by its codes, and by how people say them in both languages.
    #[test]
    fn words_are_read_as_people_write_them() {
        for (words, kind) in [
            (["plancher", "Au moins", "minimum", "FLOOR"], TargetKind::Floor),
            (["plafond", "au plus", "Maximum", "Ceiling"], TargetKind::Ceiling),
            (["évolution", "Evolution", "change", "variation"], TargetKind::Change),
        ] {
            for word in words {
                assert_eq!(TargetKind::named(word), Some(kind), "{word}");
            }
        }
        assert_eq!(Horizon::named("Court"), Some(Horizon::Short));
        assert_eq!(PlanState::named("Comité"), Some(PlanState::Committee));
        assert_eq!(PlanState::named("brouillon"), Some(PlanState::Draft));
        assert_eq!(Pillar::named("Environnement"), Some(Pillar::Environment));
        // A threshold may be one or the other.
        for unknown in ["", "peut-être", "plan", "seuil"] {
            assert_eq!(TargetKind::named(unknown), None, "{unknown}");
        }
    }
}
