"""Views made for people."""

VIEWS = (
    """
    CREATE VIEW span_text AS
    SELECT
        documents.id AS document,
        documents.title AS title,
        annotators.name AS annotator,
        span_labels.name AS label,
        spans.start AS start,
        spans.end AS end,
        CASE
            WHEN spans.fragments IS NULL
            THEN substr(documents.text, spans.start + 1, spans.end - spans.start)
            ELSE (
                SELECT group_concat(
                    substr(
                        documents.text,
                        json_extract(part.value, '$[0]') + 1,
                        json_extract(part.value, '$[1]') - json_extract(part.value, '$[0]')
                    ), ' '
                )
                FROM json_each(spans.fragments) AS part
            )
        END AS text,
        spans.note AS note,
        spans.id AS id
    FROM spans
    JOIN annotation_sets ON annotation_sets.key = spans.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
    JOIN span_labels ON span_labels.key = spans.label_key
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
    """,
    """
    CREATE VIEW relation_text AS
    SELECT
        documents.id AS document,
        annotators.name AS annotator,
        head.text AS head,
        relation_labels.name AS label,
        tail.text AS tail,
        relations.note AS note,
        relations.id AS id
    FROM relations
    JOIN annotation_sets ON annotation_sets.key = relations.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
    JOIN relation_labels ON relation_labels.key = relations.label_key
    JOIN span_text AS head ON head.id = relations.head AND head.document = documents.id
    JOIN span_text AS tail ON tail.id = relations.tail AND tail.document = documents.id
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
    """,
)
