//! The only list of capabilities. Order means nothing; a double name, route, job or table fails a test.

use siaga_platform::Capability;

/// Returns every capability of the program.
pub fn all() -> Vec<Capability> {
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        siaga_services::capability(),
        siaga_events::capability(),
        siaga_programmes::capability(),
        siaga_arrangements::capability(),
        siaga_attendance::capability(),
        siaga_inspection::capability(),
        siaga_board::capability(),
        crate::home::capability(),
    ]
}

#[cfg(test)]
mod tests {
    use siaga_platform::{Contributions, Law};

    #[test]
    fn no_line_of_the_shipped_law_goes_unheard() {
        let declared = Contributions::of(&super::all());
        for document in siaga_policy::shipped_documents().unwrap() {
            for line in &document.sets {
                assert!(declared.hears(&line.parameter), "{}: {}", document.file, line.parameter);
                assert!(declared.may_decide(line), "{}: {}", document.file, line.parameter);
            }
        }
        Law::load(&declared).unwrap();
    }
}
