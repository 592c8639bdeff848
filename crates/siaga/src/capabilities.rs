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
