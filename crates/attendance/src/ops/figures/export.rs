//! Rows by person that leave as a file, read one agency after the other.

use super::people::PeopleReader;
use super::{Counted, RecapQuestion, RecapRow, total_row, visible_agencies};
use siaga_access::Action;
use siaga_directory::Agency;
use siaga_platform::files::{Rows, Value};
use siaga_platform::{Ctx, Problem};
use tokio::sync::mpsc;

/// Agencies whose rows wait to be written.
const WAITING: usize = 2;

/// What a file of people holds.
#[derive(Debug)]
pub(crate) struct PeopleExport {
    question: RecapQuestion,
    agencies: Vec<Agency>,
    counted: Counted,
}

impl PeopleExport {
    /// Asks for the agencies whose records the actor may see and take out.
    ///
    /// # Errors
    /// `platform.forbidden`, `directory.agency_missing`.
    pub(crate) async fn open(ctx: &Ctx, question: &RecapQuestion) -> Result<Self, Problem> {
        let code = question.agency.as_deref();
        let mut agencies = visible_agencies(ctx, Action::RecapExport, code).await?;
        let visible = visible_agencies(ctx, question.action(), code).await?;
        agencies.retain(|agency| visible.contains(agency));
        let counted = Counted::read(ctx, question, &agencies).await?;
        Ok(Self { question: question.clone(), agencies, counted })
    }

    /// Returns the rows as they are read, the sum last. Whoever stops taking them stops the reading.
    pub(crate) fn rows(self, ctx: Ctx, cells: fn(&Ctx, &RecapRow) -> Vec<Value>) -> Rows {
        let (sender, rows) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            if let Err(problem) = self.send(&ctx, &sender, cells).await {
                // Nobody listens any more where this fails.
                let _unheard = sender.send(Err(problem)).await;
            }
        });
        rows
    }

    async fn send(
        &self,
        ctx: &Ctx,
        sender: &mpsc::Sender<Result<Vec<Vec<Value>>, Problem>>,
        cells: fn(&Ctx, &RecapRow) -> Vec<Value>,
    ) -> Result<(), Problem> {
        let Self { question, agencies, counted } = self;
        let reader = PeopleReader::open(ctx, counted.span, &counted.source, question.group).await?;
        for agency in agencies {
            let rows = reader.rows(ctx, agency).await?;
            let batch = rows.iter().map(|row| cells(ctx, row)).collect();
            if sender.send(Ok(batch)).await.is_err() {
                return Ok(());
            }
        }
        let total = total_row(ctx, question, counted.total(agencies, question));
        let _unheard = sender.send(Ok(vec![cells(ctx, &total)])).await;
        Ok(())
    }
}
