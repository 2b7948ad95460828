{{- define "sentiment-service.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Leaves room in 63 characters for the longest suffix, "-test-admin-locked". */}}
{{- define "sentiment-service.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" }}
{{- else }}
{{- $name := include "sentiment-service.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 45 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Every object's labels. */}}
{{- define "sentiment-service.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "sentiment-service.selector" . }}
{{- end }}

{{/* What all pods of the release have and no other pods. */}}
{{- define "sentiment-service.selector" -}}
app.kubernetes.io/name: {{ include "sentiment-service.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sentiment-service.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "sentiment-service.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* The image of a component: a dict with root and gpu. */}}
{{- define "sentiment-service.image" -}}
{{- $image := .root.Values.image -}}
{{- $tag := default .root.Chart.AppVersion $image.tag -}}
{{- $suffix := ternary $image.gpuTagSuffix "" .gpu -}}
{{- $digest := ternary $image.gpuDigest $image.digest .gpu -}}
{{- if $digest -}}
{{ $image.repository }}@{{ $digest }}
{{- else -}}
{{ $image.repository }}:{{ $tag }}{{ $suffix }}
{{- end }}
{{- end }}

{{/* "true" where several server pods may run at the same time. */}}
{{- define "sentiment-service.severalServers" -}}
{{- if or .Values.autoscaling.enabled (gt (int .Values.server.replicas) 1) }}true{{ end }}
{{- end }}

{{/* The Secret that holds the admin token; nothing where the service makes one itself. */}}
{{- define "sentiment-service.adminSecret" -}}
{{- if .Values.security.adminToken.existingSecret }}
{{- .Values.security.adminToken.existingSecret }}
{{- else if .Values.security.adminToken.value }}
{{- include "sentiment-service.fullname" . }}
{{- end }}
{{- end }}
