;;; The steps of an outline as JSON, read by Org mode itself.  -*- lexical-binding: t -*-

(require 'org)
(require 'org-element)
(require 'ox)
(require 'ox-ascii)
(require 'json)

(defun plain (text)
  "TEXT without what breaks syntax in it."
  (replace-regexp-in-string "\\\\zwnj{}" "" text t t))

(defun day (timestamp)
  "The day of a TIMESTAMP, or nil."
  (and timestamp (substring (org-element-property :raw-value timestamp) 1 11)))

(find-file (pop command-line-args-left))
(cl-assert (eq major-mode 'org-mode))
(let* ((tree (org-element-parse-buffer))
       (steps
        (org-element-map tree 'headline
          (lambda (headline)
            (when (org-element-property :todo-keyword headline)
              (cl-assert (not (org-element-property :commentedp headline)))
              (cl-assert (not (org-element-property :priority headline)))
              `((title . ,(plain (org-element-property :raw-value headline)))
                (todo . ,(substring-no-properties (org-element-property :todo-keyword headline)))
                (tags . ,(vconcat (mapcar #'substring-no-properties
                                          (org-element-property :tags headline))))
                (id . ,(org-element-property :CUSTOM_ID headline))
                (effort . ,(org-element-property :EFFORT headline))
                (start . ,(day (org-element-property :scheduled headline)))
                (finish . ,(day (org-element-property :deadline headline)))
                (done . ,(day (org-element-property :closed headline))))))))
       (links (org-element-map tree 'link
                (lambda (link) (org-element-property :type link)) nil nil nil t))
       ;; What a person's Emacs would follow, run, fill in or put into the agenda.
       (others (org-element-map tree
                   '(timestamp target radio-target macro footnote-reference footnote-definition
                     export-snippet inline-src-block inline-babel-call citation line-break
                     src-block babel-call drawer table diary-sexp dynamic-block keyword
                     statistics-cookie)
                 #'org-element-type nil nil nil t))
       (ascii (let ((org-export-use-babel nil)) (org-export-as 'ascii))))
  (princ (json-encode `((steps . ,(vconcat steps))
                        (links . ,(vconcat links))
                        (others . ,(vconcat others))
                        (ascii . ,ascii)))))
