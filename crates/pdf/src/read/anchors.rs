//! Where links lead: each identifier of the page is a label of the heading or term that it is of.

use ego_tree::NodeId;
use scraper::ElementRef;
use std::collections::BTreeMap;

/// The labels of a page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    by_name: BTreeMap<String, String>,
    by_node: BTreeMap<NodeId, String>,
}

impl Anchors {
    /// Finds where each identifier leads: to a heading, a term, or the first heading inside.
    pub(super) fn of(root: ElementRef<'_>) -> Self {
        let mut anchors = Self::default();
        for element in root.descendent_elements() {
            let Some(id) = element.attr("id") else { continue };
            let target = if carries(element) {
                Some(element)
            } else {
                element.descendent_elements().find(|inside| carries(*inside))
            };
            let Some(target) = target else { continue };
            let next = format!("to-{}", anchors.by_node.len());
            let label = anchors.by_node.entry(target.id()).or_insert(next);
            anchors.by_name.entry(id.to_owned()).or_insert_with(|| label.clone());
        }
        anchors
    }

    /// The label of an element that is led to.
    pub(super) fn label(&self, element: ElementRef<'_>) -> Option<String> {
        self.by_node.get(&element.id()).cloned()
    }

    /// The label that an identifier stands for.
    pub(super) fn named(&self, id: &str) -> Option<&str> {
        self.by_name.get(id).map(String::as_str)
    }
}

fn carries(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt")
}
