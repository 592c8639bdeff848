//! Makes the book from documents and declarations, and finds every fault on the way.

use crate::check::{self, BookFinding};
use crate::condition::{ConditionId, Conditions};
use crate::document::Document;
use crate::facts::FactDecl;
use crate::law::ParamLaw;
use crate::params::ParamDecl;
use crate::timeline::{Ending, Entry, Heads};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The law under construction.
pub(crate) struct Draft {
    pub(crate) params: BTreeMap<&'static str, ParamLaw>,
    pub(crate) conditions: Conditions,
    pub(crate) findings: Vec<BookFinding>,
}

/// The conditions of one document, in the order of its lines; `None` where a text has a fault.
pub(crate) struct DocumentConditions {
    pub(crate) circular: Option<ConditionId>,
    pub(crate) silent_where: Option<ConditionId>,
    pub(crate) lines: Vec<LineConditions>,
    pub(crate) is_sound: bool,
}

#[derive(Default, Clone, Copy)]
pub(crate) struct LineConditions {
    /// The own condition of the line.
    pub(crate) own: Option<ConditionId>,
    /// That of the line and the circular together.
    pub(crate) whole: Option<ConditionId>,
    pub(crate) silent_where: Option<ConditionId>,
}

impl Draft {
    pub(crate) fn new<'d, 'f>(
        decls: impl IntoIterator<Item = &'d ParamDecl>,
        facts: impl IntoIterator<Item = &'f FactDecl>,
    ) -> Draft {
        let mut findings = Vec::new();
        let mut params = BTreeMap::new();
        for decl in decls {
            check::declaration(decl, &mut findings);
            if params.insert(decl.name, ParamLaw::new(*decl)).is_some() {
                findings.push(BookFinding::DeclaredTwice { parameter: decl.name.to_owned() });
            }
        }
        let mut facts: Vec<FactDecl> = facts.into_iter().copied().collect();
        facts.sort_by_key(|decl| decl.name);
        check::fact_declarations(&facts, &mut findings);
        Draft { params, conditions: Conditions::over(facts), findings }
    }

    /// Reads the conditions of a document.
    pub(crate) fn read_conditions(&mut self, document: &Document) -> DocumentConditions {
        let before = self.findings.len();
        let circular = &document.circular;
        // A head is read for its lines: a program that hears none of them need not know its facts.
        let when = circular.when.as_deref().filter(|_| !document.sets.is_empty());
        let head = self.condition(document, || "circular.when".to_owned(), when);
        let is_partial = document.sets.iter().any(|line| line.when.is_some());
        let silent_where = circular.silent_where.as_deref().filter(|_| is_partial);
        let silent_where = self.condition(document, || "circular.silent_where".to_owned(), silent_where);
        let mut lines = Vec::with_capacity(document.sets.len());
        for (index, line) in document.sets.iter().enumerate() {
            let at = |key: &str| format!("set[{}].{key}", index + 1);
            let own = self.condition(document, || at("when"), line.when.as_deref());
            let silent = line.silent_where.as_deref();
            let silent_where = self.condition(document, || at("silent_where"), silent);
            let whole = match (head, own) {
                (Some(head), Some(own)) => Some(self.conditions.both(head, own)),
                (head, own) => head.or(own),
            };
            lines.push(LineConditions { own, whole, silent_where });
        }
        let is_sound = self.findings.len() == before;
        DocumentConditions { circular: head, silent_where, lines, is_sound }
    }

    /// Enters the lines of a document under their parameters.
    pub(crate) fn enter(&mut self, document: &Document, conditions: &DocumentConditions) {
        let heads = Heads::of(&document.circular);
        for (line, condition) in document.sets.iter().zip(&conditions.lines) {
            let (file, parameter) = (document.file.clone(), line.parameter.clone());
            if line.article.is_empty() {
                let (file, parameter) = (file.clone(), parameter.clone());
                self.findings.push(BookFinding::MissingArticle { file, parameter });
            }
            let Some(law) = self.params.get_mut(line.parameter.as_str()) else {
                self.findings.push(BookFinding::UnknownParameter { file, parameter });
                continue;
            };
            let condition = condition.whole.map(|id| (id, self.conditions.text(id).clone()));
            match law.decl.kind.read(&line.value) {
                Some(value) => {
                    law.entries.push(Entry::new(&document.circular, &heads, line, value, condition));
                }
                None => self.findings.push(BookFinding::ValueDoesNotFit {
                    file,
                    parameter,
                    value: line.value.to_string(),
                    expected: law.decl.kind.to_string(),
                }),
            }
        }
    }

    /// Ends the circulars that a document revokes.
    pub(crate) fn revoke(&mut self, document: &Document) {
        let by: Arc<str> = Arc::from(document.circular.id.as_str());
        for revocation in &document.revokes {
            let known_from = document.circular.known_from(revocation.from);
            let revoked = self
                .params
                .values_mut()
                .flat_map(|law| law.entries.iter_mut())
                .filter(|entry| *entry.provision.circular == *revocation.circular);
            for entry in revoked {
                entry.endings.push(Ending { from: revocation.from, known_from, by: by.clone() });
            }
        }
    }

    fn condition(
        &mut self,
        document: &Document,
        key: impl Fn() -> String,
        text: Option<&str>,
    ) -> Option<ConditionId> {
        match self.conditions.add(text?) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.findings.push(BookFinding::Condition { file: document.file.clone(), key: key(), fault });
                None
            }
        }
    }
}
