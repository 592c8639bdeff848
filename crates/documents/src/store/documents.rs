//! Documents: one row each, from draft to withdrawal.

use super::{agency_key, agency_of};
use crate::model::{
    Document, DocumentKind, DocumentState, NewDocument, Sealed, Signatory, SignedBy, Withdrawal,
};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_directory::Capacity;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(crate) const COLUMNS: &str = "id, agency_key, kind, state, reference, code, number, dated_on, about,
    signed_by_post, signatory_id, signatory_name, signatory_nip, signatory_post, signatory_capacity, body,
    carbon_copies, recipients, form, content_sha256, made_by, made_at, signed_at, pdf_sha256, signature, key_id,
    template_sha256, sealed_at, withdrawn_reason, withdrawn_name, withdrawn_at";

#[derive(FromQueryResult)]
pub(crate) struct Row {
    id: Uuid,
    agency_key: i64,
    kind: String,
    state: String,
    reference: String,
    code: String,
    number: Option<String>,
    dated_on: NaiveDate,
    about: String,
    signed_by_post: String,
    signatory_id: i64,
    signatory_name: String,
    signatory_nip: Option<String>,
    signatory_post: String,
    signatory_capacity: String,
    body: String,
    carbon_copies: String,
    recipients: String,
    form: String,
    content_sha256: String,
    made_by: String,
    made_at: DateTime<Utc>,
    signed_at: Option<DateTime<Utc>>,
    pdf_sha256: Option<String>,
    signature: Option<String>,
    key_id: Option<Uuid>,
    template_sha256: Option<String>,
    sealed_at: Option<DateTime<Utc>>,
    withdrawn_reason: Option<String>,
    withdrawn_name: Option<String>,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl Row {
    pub(crate) fn read(self) -> Result<Document, DbError> {
        let corrupt = |text: &str| DbError::Corrupt(text.to_owned());
        let sealed = self.pdf_sha256.zip(self.signature).zip(self.key_id).zip(self.sealed_at);
        Ok(Document {
            uid: self.id,
            kind: DocumentKind::parse(&self.kind).ok_or_else(|| corrupt(&self.kind))?,
            state: DocumentState::parse(&self.state).ok_or_else(|| corrupt(&self.state))?,
            agency: agency_of(self.agency_key),
            number: self.number,
            dated_on: self.dated_on,
            about: self.about,
            signed_by: SignedBy::parse(&self.signed_by_post).ok_or_else(|| corrupt(&self.signed_by_post))?,
            signatory: Signatory {
                employee_id: self.signatory_id,
                name: self.signatory_name,
                nip: self.signatory_nip,
                post: self.signatory_post,
                capacity: Capacity::parse(&self.signatory_capacity)
                    .ok_or_else(|| corrupt(&self.signatory_capacity))?,
            },
            body: serde_json::from_str(&self.body).map_err(|error| DbError::Corrupt(error.to_string()))?,
            carbon_copies: lines(&self.carbon_copies),
            recipients: lines(&self.recipients),
            reference: self.reference,
            made_by: self.made_by,
            made_at: self.made_at,
            signed_at: self.signed_at,
            code: self.code,
            content_sha256: self.content_sha256,
            sealed: sealed.map(|(((pdf_sha256, signature), key), at)| Sealed {
                pdf_sha256,
                signature,
                key,
                template_sha256: self.template_sha256.unwrap_or_default(),
                at,
            }),
            withdrawal: self
                .withdrawn_reason
                .zip(self.withdrawn_name)
                .zip(self.withdrawn_at)
                .map(|((reason, by_name), at)| Withdrawal { reason, by_name, at }),
            form: self.form,
        })
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Joins lines for storage; a line holds no break of its own.
pub(crate) fn joined(lines: &[String]) -> String {
    let one_line = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    government_id: i64,
    uid: Uuid,
) -> Result<Option<Document>, Problem> {
    let sql = format!("select {COLUMNS} from documents_document where government_id = $1 and id = $2");
    one(connection, &sql, [government_id.into(), uid.into()]).await
}

pub(crate) async fn by_reference(
    connection: &impl ConnectionTrait,
    government_id: i64,
    reference: &str,
) -> Result<Option<Document>, Problem> {
    let sql = format!("select {COLUMNS} from documents_document where government_id = $1 and reference = $2");
    one(connection, &sql, [government_id.into(), reference.into()]).await
}

/// Returns the document of a verification code, of any government of this installation.
pub(crate) async fn by_code(
    connection: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<Document>, Problem> {
    let sql = format!("select {COLUMNS} from documents_document where code = $1");
    one(connection, &sql, [code.into()]).await
}

/// Returns the document whose file has this hash.
pub(crate) async fn by_file(
    connection: &impl ConnectionTrait,
    pdf_sha256: &str,
) -> Result<Option<Document>, Problem> {
    let sql = format!("select {COLUMNS} from documents_document where pdf_sha256 = $1 order by sealed_at");
    one(connection, &sql, [pdf_sha256.into()]).await
}

async fn one<const N: usize>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<Option<Document>, Problem> {
    let row: Option<Row> = db::maybe(connection, sql, values).await?;
    Ok(row.map(Row::read).transpose()?)
}

/// What a draft is written with, beside what it says itself.
pub(crate) struct DraftRow<'a> {
    pub(crate) uid: Uuid,
    pub(crate) code: &'a str,
    pub(crate) new: &'a NewDocument,
    pub(crate) signatory: &'a Signatory,
    pub(crate) content_sha256: &'a str,
    pub(crate) form: &'a str,
}

pub(crate) async fn insert_draft(ctx: &Ctx, tx: &Tx, draft: &DraftRow<'_>) -> Result<(), Problem> {
    let sql = "insert into documents_document (id, government_id, code, agency_key, kind, reference, dated_on,
            about, signed_by_post, signatory_id, signatory_name, signatory_nip, signatory_post,
            signatory_capacity, body, carbon_copies, recipients, form, content_sha256, made_by, made_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    let mut values = vec![draft.uid.into(), ctx.government.id.into(), draft.code.into()];
    values.extend(said(ctx, draft));
    values.push(DocumentState::Draft.as_str().into());
    db::exec(&**tx, sql, values).await?;
    Ok(())
}

/// Replaces what a draft says; a document that is no draft any more stays as it is.
pub(crate) async fn replace_draft(ctx: &Ctx, tx: &Tx, draft: &DraftRow<'_>) -> Result<bool, Problem> {
    let sql =
        "update documents_document set agency_key = $3, kind = $4, reference = $5, dated_on = $6, about = $7,
            signed_by_post = $8, signatory_id = $9, signatory_name = $10, signatory_nip = $11,
            signatory_post = $12, signatory_capacity = $13, body = $14, carbon_copies = $15, recipients = $16,
            form = $17, content_sha256 = $18, made_by = $19, made_at = $20
        where id = $1 and government_id = $2 and state = 'draft'";
    let mut values = vec![draft.uid.into(), ctx.government.id.into()];
    values.extend(said(ctx, draft));
    Ok(db::exec(&**tx, sql, values).await? == 1)
}

fn said(ctx: &Ctx, draft: &DraftRow<'_>) -> [Value; 18] {
    let (new, signatory) = (draft.new, draft.signatory);
    [
        agency_key(new.agency).into(),
        new.kind.as_str().into(),
        new.reference.clone().into(),
        new.dated_on.into(),
        new.about.clone().into(),
        new.signed_by.to_text().into(),
        signatory.employee_id.into(),
        signatory.name.clone().into(),
        signatory.nip.clone().into(),
        signatory.post.clone().into(),
        signatory.capacity.as_str().into(),
        new.body.to_string().into(),
        joined(&new.carbon_copies).into(),
        joined(&new.recipients).into(),
        draft.form.into(),
        draft.content_sha256.into(),
        ctx.actor.reference().into(),
        ctx.now().into(),
    ]
}

/// The number that a document gets.
pub(crate) struct GivenNumber<'a> {
    pub(crate) register_id: i64,
    pub(crate) year: i32,
    pub(crate) place: i64,
    pub(crate) text: &'a str,
}

/// Gives a draft its number and signatory; from then on it says the same for ever.
pub(crate) async fn number_draft(
    ctx: &Ctx,
    tx: &Tx,
    uid: Uuid,
    number: &GivenNumber<'_>,
    signatory: &Signatory,
    content_sha256: &str,
    signed_at: DateTime<Utc>,
) -> Result<bool, Problem> {
    let changed = db::exec(
        &**tx,
        "update documents_document set state = 'issued', register_id = $3, number_year = $4, number_place = $5,
            number = $6, signatory_id = $7, signatory_name = $8, signatory_nip = $9, signatory_post = $10,
            signatory_capacity = $11, content_sha256 = $12, issued_by = $13, signed_at = $14
         where id = $1 and government_id = $2 and state = 'draft'",
        [
            uid.into(),
            ctx.government.id.into(),
            number.register_id.into(),
            number.year.into(),
            number.place.into(),
            number.text.into(),
            signatory.employee_id.into(),
            signatory.name.clone().into(),
            signatory.nip.clone().into(),
            signatory.post.clone().into(),
            signatory.capacity.as_str().into(),
            content_sha256.into(),
            ctx.actor.reference().into(),
            signed_at.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Notes the file of an issued document; of several who set it at once, one does.
pub(crate) async fn note_sealed(ctx: &Ctx, tx: &Tx, uid: Uuid, sealed: &Sealed) -> Result<bool, Problem> {
    let changed = db::exec(
        &**tx,
        "update documents_document set state = 'signed', pdf_sha256 = $3, signature = $4, key_id = $5,
            template_sha256 = $6, sealed_at = $7
         where id = $1 and government_id = $2 and state = 'issued'",
        [
            uid.into(),
            ctx.government.id.into(),
            sealed.pdf_sha256.clone().into(),
            sealed.signature.clone().into(),
            sealed.key.into(),
            sealed.template_sha256.clone().into(),
            sealed.at.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

pub(crate) async fn note_withdrawn(ctx: &Ctx, tx: &Tx, uid: Uuid, reason: &str) -> Result<bool, Problem> {
    let changed = db::exec(
        &**tx,
        "update documents_document set state = 'withdrawn', withdrawn_reason = $3, withdrawn_by = $4,
            withdrawn_name = $5, withdrawn_at = $6
         where id = $1 and government_id = $2 and state = 'signed'",
        [
            uid.into(),
            ctx.government.id.into(),
            reason.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

#[derive(FromQueryResult)]
struct Waiting {
    id: Uuid,
}

/// Returns the documents whose file is not set yet, oldest first.
pub(crate) async fn waiting(ctx: &Ctx) -> Result<Vec<Uuid>, Problem> {
    let rows: Vec<Waiting> = db::all(
        ctx.db().reader(),
        "select id from documents_document where government_id = $1 and state = 'issued' order by signed_at, id",
        [ctx.government.id.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Returns the government that a document belongs to.
pub(crate) async fn government_of(connection: &impl ConnectionTrait, uid: Uuid) -> Result<i64, Problem> {
    let sql = "select government_id from documents_document where id = $1";
    Ok(db::scalar(connection, sql, [uid.into()]).await?)
}
