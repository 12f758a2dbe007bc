"""The pictures of a record as one thing: what a page hands to a photo panel of the desk."""

from app.attachments import attachments, preparing, queries

rows = queries.attachments_of
thumbnail = queries.thumbnail_bytes
picture = queries.picture_bytes
prepare = preparing.prepare_all
attach = attachments.attach_pictures
describe = attachments.describe_picture
move = attachments.move_picture
remove = attachments.remove_picture
