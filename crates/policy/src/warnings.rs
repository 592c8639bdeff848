//! What stands in the book and yet needs a look by a legal officer.

use crate::document::Document;
use chrono::NaiveDate;
use std::fmt;

/// Something a legal officer should look at; the book answers all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookWarning {
    /// A circular rests on one that was revoked, and some of its lines go on.
    BasisRevoked {
        /// Name of the file of the circular.
        file: String,
        /// Id of the circular that goes on.
        circular: String,
        /// Id of the circular that it rests on.
        basis: String,
        /// Id of the circular that revoked the basis.
        revoked_by: String,
        /// First day without the basis.
        from: NaiveDate,
        /// The lines that stand without a basis from that day on.
        lines: Vec<LineWithoutBasis>,
    },
}

/// A line of a circular whose basis was revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWithoutBasis {
    /// Name of the parameter.
    pub parameter: String,
    /// Article or number in the circular.
    pub article: String,
    /// First day on which the line stands without its basis.
    pub from: NaiveDate,
    /// Last day in force, when the line has one.
    pub until: Option<NaiveDate>,
}

/// Finds the warnings of documents that make a book.
pub(crate) fn of(documents: &[Document]) -> Vec<BookWarning> {
    let mut warnings = Vec::new();
    for document in documents {
        for basis in &document.circular.basis {
            let first = revocations(documents, basis).min_by_key(|(from, _)| *from);
            let Some((from, by)) = first else { continue };
            let lines = lines_from(document, from, end_of(documents, document));
            if !lines.is_empty() {
                warnings.push(BookWarning::BasisRevoked {
                    file: document.file.clone(),
                    circular: document.circular.id.clone(),
                    basis: basis.clone(),
                    revoked_by: by.to_owned(),
                    from,
                    lines,
                });
            }
        }
    }
    warnings
}

/// Returns the first days out of force of a circular with the ids of those that revoked it.
fn revocations<'d>(
    documents: &'d [Document],
    circular: &'d str,
) -> impl Iterator<Item = (NaiveDate, &'d str)> {
    documents.iter().flat_map(move |document| {
        let hits = document.revokes.iter().filter(move |revocation| revocation.circular == circular);
        hits.map(|revocation| (revocation.from, document.circular.id.as_str()))
    })
}

/// Returns the last day of a circular that was itself revoked.
fn end_of(documents: &[Document], document: &Document) -> Option<NaiveDate> {
    revocations(documents, &document.circular.id).filter_map(|(from, _)| from.pred_opt()).min()
}

fn lines_from(document: &Document, from: NaiveDate, end: Option<NaiveDate>) -> Vec<LineWithoutBasis> {
    let line = |line: &crate::document::SetLine| {
        let until = line.until.into_iter().chain(end).min();
        let from = line.from.max(from);
        until.is_none_or(|until| from <= until).then(|| LineWithoutBasis {
            parameter: line.parameter.clone(),
            article: line.article.clone(),
            from,
            until,
        })
    };
    document.sets.iter().filter_map(line).collect()
}

impl fmt::Display for BookWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BookWarning::BasisRevoked { file, circular, basis, revoked_by, from, lines } => {
                write!(
                    f,
                    "{file}: {circular} rests on {basis}, which {revoked_by} revoked from {from} on; \
                     revoke it too, or name its new basis. Without a basis:"
                )?;
                for line in lines {
                    write!(f, " {} ({})", line.parameter, line.article)?;
                }
                Ok(())
            }
        }
    }
}
