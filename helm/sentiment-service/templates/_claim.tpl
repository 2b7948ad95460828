{{/*
The specification of the release's own volume claim as JSON, or an empty object where there is none.

A revision that does not use the claim, because it went to PostgreSQL, has it all the same while it is in the cluster:
Helm refuses to roll back to a revision with an object that is there and that the present revision does not have. It
must then be as it was made, since a claim cannot be changed; it says itself how that was, or, where an earlier version
of this chart has made it, the cluster does.
*/}}
{{- define "sentiment-service.claim" -}}
{{- $spec := dict -}}
{{- $persistence := .Values.persistence -}}
{{- if and (eq .Values.database.type "embedded") $persistence.enabled (not $persistence.existingClaim) -}}
{{- $spec = dict "accessModes" (list $persistence.accessMode) "resources" (dict "requests" (dict "storage" $persistence.size)) -}}
{{- with $persistence.storageClass -}}
{{- $spec = set $spec "storageClassName" . -}}
{{- end -}}
{{- else if .Release.IsUpgrade -}}
{{- $claim := lookup "v1" "PersistentVolumeClaim" .Release.Namespace (include "sentiment-service.fullname" .) | default dict -}}
{{- $annotations := dig "metadata" "annotations" dict $claim -}}
{{- if and (eq (get $annotations "meta.helm.sh/release-name") .Release.Name) (eq (get $annotations "meta.helm.sh/release-namespace") .Release.Namespace) -}}
{{- with get $annotations "sentiment-service/spec" -}}
{{- $spec = fromJson . -}}
{{- else -}}
{{- $spec = dict "accessModes" $claim.spec.accessModes "resources" (dict "requests" (dict "storage" $claim.spec.resources.requests.storage)) -}}
{{- if $persistence.storageClass -}}
{{- $spec = set $spec "storageClassName" $claim.spec.storageClassName -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $spec -}}
{{- end }}
